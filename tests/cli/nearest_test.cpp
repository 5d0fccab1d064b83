#include "cli/nearest.hpp"

#include <doctest/doctest.h>

namespace runlog::cli {

namespace {

const std::vector<std::string> commands{"add",     "list",   "show",   "edit",       "remove", "undo",
                                        "history", "streak", "missed", "attendance", "member", "group"};

} // namespace

TEST_CASE("a letter added, dropped, changed or swapped is forgiven") {
    CHECK(nearest("streaks", commands) == "streak");
    CHECK(nearest("streek", commands) == "streak");
    CHECK(nearest("steak", commands) == "streak");
    CHECK(nearest("straek", commands) == "streak");
    CHECK(nearest("ad", commands) == "add");
    CHECK(nearest("hsitory", commands) == "history");
    CHECK(nearest("lsit", commands) == "list");
}

TEST_CASE("a word that is known is its own nearest") {
    for (const auto& command : commands) CHECK(nearest(command, commands) == command);
}

TEST_CASE("a third of the letters may be wrong and no more") {
    CHECK(nearest("stxxak", commands) == "streak");
    CHECK_FALSE(nearest("sxxxak", commands));
    CHECK(nearest("attexxxnce", commands) == "attendance");
    CHECK_FALSE(nearest("attxxxxnce", commands));
}

TEST_CASE("the word that takes the fewest changes is the nearest") {
    CHECK(nearest("groups", {"grip", "group", "growth"}) == "group");
    CHECK(nearest("members", {"membrane", "member"}) == "member");
}

TEST_CASE("what resembles nothing has no nearest word") {
    CHECK_FALSE(nearest("xylophone", commands));
    CHECK_FALSE(nearest("streak", {}));
    CHECK_FALSE(nearest("\x1b[31m", commands));
    CHECK_FALSE(nearest(std::string(10'000, 's'), commands));
}

TEST_CASE("a letter of any script may be left out") {
    CHECK(nearest("Жанн", {"Анна", "Жанна"}) == "Жанна");
    CHECK(nearest("走走", {"走走走", "跑"}) == "走走走");
}

TEST_CASE("a near word is suggested, and without one there is other advice") {
    CHECK(suggestion("steak", commands, "Try --help.") == "Did you mean 'streak'?");
    CHECK(suggestion("xylophone", commands, "Try --help.") == "Try --help.");
    CHECK(suggestion("xylophone", commands, "") == "");
}

} // namespace runlog::cli
