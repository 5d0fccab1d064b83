#include "runlog/formats/mail.hpp"

#include "domain/support.hpp"
#include "formats/mail_support.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace runlog::formats {

namespace {

using doctest::Contains;
using std::chrono::hours;
using std::chrono::minutes;
using test::decoded_header;
using test::Message;
using test::read_message;
using test::repeated;

Mail some_mail() {
    Mail mail;
    mail.from = Mailbox{"Sam", "sam@example.org"};
    mail.to = Mailbox{"Anna", "anna@example.org"};
    mail.subject = "Run Momma Run, Sat 21 Nov, 06:00";
    mail.body = "Tomorrow at 6.\n";
    mail.date = Placed{test::at(test::november(21), 6, 58), hours{1}};
    mail.id = "0123456789abcdef.1@runlog.invalid";
    return mail;
}

Message read_back(const Mail& mail) {
    return read_message(mail_text(mail));
}

/// The name and the address of a header that names one person.
Mailbox read_mailbox(const std::string& header) {
    const auto open = header.rfind(" <");
    REQUIRE(open != std::string::npos);
    REQUIRE(header.ends_with('>'));
    const std::string address = header.substr(open + 2, header.size() - open - 3);
    std::string name = header.substr(0, open);
    if (!name.starts_with('"')) return {decoded_header(name), address};
    REQUIRE(name.size() > 1);
    REQUIRE(name.ends_with('"'));
    std::string plain;
    for (std::size_t i = 1; i + 1 < name.size(); ++i) {
        REQUIRE(name[i] != '"');
        if (name[i] == '\\') ++i;
        plain += name[i];
    }
    return {plain, address};
}

std::string date_of(Day day, int hour, std::chrono::seconds offset) {
    Mail mail = some_mail();
    mail.date = Placed{test::at(day, hour, 5, 9), offset};
    return read_back(mail).header("Date");
}

Message with_subject(const std::string& subject) {
    Mail mail = some_mail();
    mail.subject = subject;
    return read_back(mail);
}

Message with_body(const std::string& body) {
    Mail mail = some_mail();
    mail.body = body;
    return read_back(mail);
}

Message with_name(const std::string& name) {
    Mail mail = some_mail();
    mail.to.name = name;
    return read_back(mail);
}

const std::vector<std::string> header_names{"From",         "To",           "Subject",
                                            "Date",         "Message-ID",   "Auto-Submitted",
                                            "MIME-Version", "Content-Type", "Content-Transfer-Encoding"};

/// Bits of text that mean something to a header, beside letters.
std::string any_text() {
    std::string text;
    for (const auto& part : *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
             "a", "word", " ", "\n", "\r\n", "\r", "\nBcc: eve@example.org\n\n", "\"", "\\", "<", ">", ",", ";", ":",
             "@", "=?UTF-8?B?", "?=", "é", "走", "🏃", "(", ")", "\t", "\u2028", "\u202e", "\x7f", "\xff", "\xc3")))
        text += part;
    return text;
}

} // namespace

TEST_CASE("a plain mail is what anybody would write") {
    CHECK(mail_text(some_mail()) == "From: \"Sam\"\n <sam@example.org>\n"
                                    "To: \"Anna\"\n <anna@example.org>\n"
                                    "Subject: Run Momma Run, Sat 21 Nov, 06:00\n"
                                    "Date: Sat, 21 Nov 2026 06:58:00 +0100\n"
                                    "Message-ID: <0123456789abcdef.1@runlog.invalid>\n"
                                    "Auto-Submitted: auto-generated\n"
                                    "MIME-Version: 1.0\n"
                                    "Content-Type: text/plain; charset=utf-8\n"
                                    "Content-Transfer-Encoding: 7bit\n"
                                    "\n"
                                    "Tomorrow at 6.\n");
}

TEST_CASE("who hands a mail over is its sender where nobody is named") {
    Mail mail = some_mail();
    mail.from.reset();
    CHECK(mail_text(mail).starts_with("To: "));
}

TEST_CASE("an address without a name stands alone") {
    Mail mail = some_mail();
    mail.to.name.clear();
    CHECK(read_back(mail).header("To") == "anna@example.org");
}

TEST_CASE("the same mail gives the same bytes") {
    CHECK(mail_text(some_mail()) == mail_text(some_mail()));
}

TEST_CASE("names and subjects in any script arrive as they were") {
    for (const std::string text :
         {"Zoë", "走る", "Анна Иванова", "🏃‍♀️ Run", "Anna \"Speedy\" O'Neil", "a\\b", "Smith, Anna",
          "=?UTF-8?B?cm9vdA==?=", "Anna <eve@example.org>", "(Anna)", "-n", "é"}) {
        CAPTURE(text);
        CHECK(decoded_header(with_subject(text).header("Subject")) == text);
        const Mailbox to = read_mailbox(with_name(text).header("To"));
        CHECK(to.name == text);
        CHECK(to.address == "anna@example.org");
    }
}

TEST_CASE("a long name or subject of any length arrives whole, in lines of 78") {
    for (int length = 1; length < 200; ++length)
        for (const std::string letter : {"x", "ë", "走", "🏃"}) {
            CAPTURE(length);
            const std::string text = repeated(letter, length);
            CHECK(decoded_header(with_subject(text).header("Subject")) == text);
            CHECK(with_subject(text).longest_header_line <= 78);
            CHECK(read_mailbox(with_name(text).header("To")).name == text);
            CHECK(with_name(text).longest_header_line <= 78);
        }
}

TEST_CASE("every header is ASCII, and no encoded word is longer than 75 or ends within a character") {
    const Message message = with_subject(repeated("a走🏃ë", 40));
    CHECK(message.head_is_ascii);
    const auto words = test::encoded_words(message.header("Subject"));
    CHECK(words.size() > 3);
    for (const auto& word : words) {
        CAPTURE(word);
        CHECK(word.size() <= 75);
        CHECK(decoded_header(word).find("\xef\xbf\xbd") == std::string::npos);
        CHECK((static_cast<unsigned char>(decoded_header(word)[0]) & 0xC0U) != 0x80U);
    }
}

TEST_CASE("a body of short ASCII lines goes as it is") {
    for (const std::string body : {"", "a\n", "a\n\nb\n", "-- \nSam\n", ".\n", "From Anna\n"}) {
        CAPTURE(body);
        const Message message = with_body(body);
        CHECK(message.header("Content-Transfer-Encoding") == "7bit");
        CHECK(message.raw_body == body);
    }
    CHECK(with_body(repeated("x", 78) + "\n").header("Content-Transfer-Encoding") == "7bit");
}

TEST_CASE("any other body is encoded, and arrives as it was") {
    for (const std::string& body :
         {std::string("Zoë\n"), repeated("x", 79) + "\n", repeated("x", 5'000) + "\n", std::string("a\tb\n"),
          std::string("a\rb\n"), std::string("a\0b\n", 4), std::string("\x7f\n"), repeated("走る\n", 500)}) {
        CAPTURE(body);
        const Message message = with_body(body);
        CHECK(message.header("Content-Transfer-Encoding") == "base64");
        CHECK(message.body() == body);
        CHECK(message.longest_body_line <= 76);
        CHECK(message.raw_body.ends_with('\n'));
    }
}

TEST_CASE("a body of any length and any bytes arrives as it was") {
    CHECK(rc::check("mail_text keeps the body", [] {
        const std::string body = *rc::gen::arbitrary<std::string>() + any_text();
        RC_ASSERT(with_body(body).body() == body);
        RC_ASSERT(with_body(body).longest_body_line <= 998u);
    }));
}

TEST_CASE("nothing that somebody is called, or a run is, adds a header or a person") {
    CHECK(rc::check("mail_text has the headers it has", [] {
        Mail mail = some_mail();
        mail.to.name = "x" + any_text();
        mail.from->name = "x" + any_text();
        mail.subject = any_text();
        mail.body = any_text();
        const Message message = read_back(mail);
        RC_ASSERT(message.names == header_names);
        RC_ASSERT(message.head_is_ascii);
        RC_ASSERT(read_mailbox(message.header("To")).address == "anna@example.org");
        RC_ASSERT(read_mailbox(message.header("From")).address == "sam@example.org");
        RC_ASSERT(decoded_header(message.header("Subject")).find('\n') == std::string::npos);
        RC_ASSERT(message.longest_header_line <= 998u);
        RC_ASSERT(message.body() == mail.body);
    }));
}

TEST_CASE("line breaks in names and subjects are blanks") {
    const Message message = with_subject("one\ntwo\r\nBcc: eve@example.org");
    CHECK(decoded_header(message.header("Subject")) == "one two  Bcc: eve@example.org");
    CHECK(read_mailbox(with_name("Anna\nBcc: eve@example.org").header("To")).name == "Anna Bcc: eve@example.org");
}

TEST_CASE("what is no single address is refused, as sender too") {
    for (const std::string address : {"",
                                      "@",
                                      "anna",
                                      "anna@",
                                      "@example.org",
                                      "anna@example.org\nBcc: eve@example.org",
                                      "anna@example.org\n",
                                      "anna@example.org\r",
                                      "anna@example.org,eve@example.org",
                                      "anna@example.org eve@example.org",
                                      "<anna@example.org>",
                                      "Anna <anna@example.org>",
                                      "anna@example.org>",
                                      "anna@@example.org",
                                      "a@b@c",
                                      "-oQ/tmp@example.org",
                                      "\"a b\"@example.org",
                                      "a\\b@example.org",
                                      "anna@[127.0.0.1]",
                                      "(c)anna@example.org",
                                      "friends:anna@example.org;",
                                      "zoë@example.org",
                                      "anna@exämple.org",
                                      "anna@example..org",
                                      "anna@example.org\t",
                                      "anna@example.org\x7f"}) {
        CAPTURE(address);
        CHECK_THROWS_WITH_AS(check_address(address), Contains("is not an address"), Error);
        Mail mail = some_mail();
        mail.to.address = address;
        CHECK_THROWS_AS(mail_text(mail), Error);
        mail = some_mail();
        mail.from->address = address;
        CHECK_THROWS_AS(mail_text(mail), Error);
    }
    for (const char c : std::string("()<>[]:;,\\\" \t\n\r\x01\x7f\xc3")) {
        CAPTURE(c);
        CHECK_THROWS_AS(check_address(std::string("anna") + c + "eve@example.org"), Error);
        CHECK_THROWS_AS(check_address(std::string("anna@example") + c + "org"), Error);
    }
    CHECK_THROWS_AS(check_address(std::string("anna\0@example.org", 17)), Error);
    CHECK_THROWS_AS(check_address(std::string(243, 'a') + "@example.org"), Error);
}

TEST_CASE("an address that is refused is told without what could disturb a terminal") {
    CHECK_THROWS_WITH_AS(check_address("\x1b[31manna\n"), "'[31manna ' is not an address that mail can be sent to.",
                         Error);
    CHECK(test::hint_of([] { check_address(""); }) == "One address, like anna@example.org.");
}

TEST_CASE("addresses as people have them are taken") {
    for (const std::string address : {"anna@example.org", "a@b", "anna.smith+run@mail.example.co.uk",
                                      "o'neil@example.org", "anna_s-1@xn--exmple-cua.org", "a!b%c{d}@example.org"}) {
        CAPTURE(address);
        CHECK_NOTHROW(check_address(address));
    }
    CHECK_NOTHROW(check_address(std::string(242, 'a') + "@example.org"));
}

TEST_CASE("the date says the local time and how far it is from UTC") {
    const Day today = test::november(21);
    CHECK(date_of(today, 7, hours{0}) == "Sat, 21 Nov 2026 07:05:09 +0000");
    CHECK(date_of(today, 7, hours{13} + minutes{45}) == "Sat, 21 Nov 2026 07:05:09 +1345");
    CHECK(date_of(today, 7, -hours{8}) == "Sat, 21 Nov 2026 07:05:09 -0800");
    CHECK(date_of(today, 7, -(hours{3} + minutes{30})) == "Sat, 21 Nov 2026 07:05:09 -0330");
    CHECK(date_of(today, 7, -minutes{30}) == "Sat, 21 Nov 2026 07:05:09 -0030");
    CHECK(date_of(test::november(1), 23, hours{1}) == "Sun, 01 Nov 2026 23:05:09 +0100");
    CHECK(date_of(test::day(2028, 2, 29), 0, hours{1}) == "Tue, 29 Feb 2028 00:05:09 +0100");
}

namespace {

Mail mail_to(const std::string& name) {
    Mail mail = some_mail();
    mail.to.name = name;
    return mail;
}

} // namespace

TEST_CASE("a name of quotes does not make a header line of more than 78") {
    CHECK(read_back(mail_to(std::string(60, '"'))).longest_header_line <= 78);
}

TEST_CASE("a line with an encoded word is not longer than 76") {
    auto mail = mail_to("Anna");
    mail.id = "short@runlog.invalid";
    mail.subject = repeated("é", 40);
    CHECK(read_back(mail).longest_header_line <= 76);
}

} // namespace runlog::formats
