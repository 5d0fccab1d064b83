#include "runlog/domain/people.hpp"

#include "support.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace runlog {

namespace {

using doctest::Contains;
using test::hint_of;
using test::repeated;

} // namespace

TEST_CASE("a handle is letters of any script, digits and a few marks") {
    for (const std::string handle : {"tanya", "Anna", "a", "zoë", "Жанна", "走る", "أحمد", "नीरज", "anna-b", "anna_b",
                                     "anna.b", "anna.", "5k", "42", "meg", "e\u0301va"}) {
        CAPTURE(handle);
        CHECK_NOTHROW(check_handle(handle));
    }
}

TEST_CASE("a handle may have forty characters, however many bytes they take") {
    CHECK_NOTHROW(check_handle(repeated("a", 40)));
    CHECK_NOTHROW(check_handle(repeated("走", 40)));
    CHECK_THROWS_WITH_AS(check_handle(repeated("a", 41)), Contains("cannot be a handle"), Error);
    CHECK_THROWS_WITH_AS(check_handle(repeated("走", 41)), Contains("cannot be a handle"), Error);
}

TEST_CASE("what cannot be typed in a list is no handle") {
    for (const std::string handle :
         {"",      " ",          "anna b",     "anna,beth",  "anna/beth",  "-anna",    ".anna",
          "_anna", "anna!",      "anna@home",  "\U0001F3C3", "anna\n",     "\x1b[31m", "anna\xff",
          "\xff",  "an\u202Ena", "an\u200Dna", "½",          "\u0301anna", "\u093Fन"}) {
        CAPTURE(handle);
        CHECK_THROWS_WITH_AS(check_handle(handle), Contains("cannot be a handle"), Error);
    }
}

TEST_CASE("a refused handle is told without its escape sequences and cut short") {
    try {
        check_handle("\x1b[31m" + repeated("a", 1000));
        FAIL("accepted");
    } catch (const Error& error) {
        const std::string message = error.what();
        CHECK(message.find('\x1b') == std::string::npos);
        CHECK(message.size() < 100);
    }
}

TEST_CASE("a refused handle says where the full name goes") {
    CHECK(hint_of([] { check_handle("Anna Smith"); }) == Contains("--name"));
}

TEST_CASE("nobody can be called me") {
    for (const std::string_view handle : {"me", "Me", "ME"})
        CHECK_THROWS_WITH_AS(check_handle(handle), Contains("means yourself"), Error);
}

TEST_CASE("a login name becomes a handle") {
    CHECK(handle_from("tanya") == "tanya");
    CHECK(handle_from("Tanya Smith") == "TanyaSmith");
    CHECK(handle_from("--tanya@home--") == "tanyahome--");
    CHECK(handle_from("zoë") == "zoë");
    CHECK(handle_from("\u0301anna") == "anna");
    CHECK(handle_from(" \u0301\u0302e\u0301va") == "e\u0301va");
    CHECK(handle_from(repeated("走", 50)) == repeated("走", 40));
}

TEST_CASE("a login name of which nothing is left becomes runner") {
    for (const std::string_view text : {"", " ", "---", "\xff", "\U0001F3C3", "\u0301", "me", "ME", "m e"}) {
        CAPTURE(text);
        CHECK(handle_from(text) == "runner");
    }
}

TEST_CASE("whatever a login name is, its handle is accepted") {
    const std::vector<std::string> logins{"tanya",
                                          "",
                                          "a b c",
                                          "..a..",
                                          "DOMAIN\\user",
                                          "user@example.org",
                                          "\x1b[31m",
                                          "anna\xff"
                                          "beth",
                                          "me",
                                          repeated("ab ", 40)};
    for (const auto& text : logins) {
        CAPTURE(text);
        CHECK_NOTHROW(check_handle(handle_from(text)));
    }
}

TEST_CASE("a number of days a week is one to seven") {
    CHECK(parse_per_week("3/week") == 3);
    CHECK(parse_per_week("3") == 3);
    CHECK(parse_per_week("1/week") == 1);
    CHECK(parse_per_week("7") == 7);
    for (const std::string_view text : {"", "0", "8", "0/week", "8/week", "-1", "3/", "3/month", "3 /week", "3/weeks",
                                        "2.5/week", "nan", "1e9", "1000000000", "week", "/week"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse_per_week(text), Contains("days a week"), Error);
    }
}

TEST_CASE("a commitment is all sessions, so many a week, or those promised") {
    CHECK(parse_commitment("all") == Commitment{Commitment::Kind::all, 0});
    CHECK(parse_commitment("All") == Commitment{Commitment::Kind::all, 0});
    CHECK(parse_commitment("2/week") == Commitment{Commitment::Kind::per_week, 2});
    CHECK(parse_commitment("promised") == Commitment{Commitment::Kind::promised, 0});
}

TEST_CASE("a commitment that was written can be read") {
    for (const std::string_view text : {"all", "promised", "1/week", "2/week", "7/week"})
        CHECK(to_text(parse_commitment(text)) == text);
}

TEST_CASE("what is no commitment is refused") {
    for (const std::string_view text : {"", "some", "alles", "-2/week", "\x1b[31m"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse_commitment(text), Contains("not a commitment"), Error);
    }
    CHECK_THROWS_WITH_AS(parse_commitment("8/week"), Contains("days a week"), Error);
    CHECK_THROWS_WITH_AS(parse_commitment("0/week"), Contains("days a week"), Error);
    CHECK(hint_of([] { parse_commitment("some"); }) == Contains("promised"));
}

TEST_CASE("a role that was written can be read") {
    for (const auto role : {Role::member, Role::coach, Role::organizer}) CHECK(parse_role(to_text(role)) == role);
    CHECK(parse_role("Coach") == Role::coach);
}

TEST_CASE("an unknown role names those that are known") {
    CHECK_THROWS_WITH_AS(parse_role("captain"), Contains("'captain' is not a role"), Error);
    CHECK_THROWS_WITH_AS(parse_role(""), Contains("not a role"), Error);
    CHECK(hint_of([] { parse_role("captain"); }) == Contains("member, coach, organizer"));
}

TEST_CASE("a scope that was written can be read") {
    for (const auto scope : {Scope::local, Scope::national}) CHECK(parse_scope(to_text(scope)) == scope);
}

TEST_CASE("an unknown scope names those that are known") {
    CHECK_THROWS_WITH_AS(parse_scope("galactic"), Contains("not a scope"), Error);
    CHECK(hint_of([] { parse_scope("galactic"); }) == Contains("local, national"));
}

TEST_CASE("handles that read the same have the same key") {
    CHECK(handle_key("Anna") == handle_key("anna"));
    CHECK(handle_key("ZOË") == handle_key("zoe\u0308"));
    CHECK(handle_key("anna") != handle_key("ana"));
}

} // namespace runlog
