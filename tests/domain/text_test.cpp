#include "runlog/domain/text.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
const std::string thumb_of_colour = "\U0001F44D\U0001F3FD";
const std::string e_with_accent = "e\u0301";

} // namespace

TEST_CASE("well-formed text is UTF-8") {
    CHECK(is_utf8(""));
    CHECK(is_utf8("Run Momma Run"));
    CHECK(is_utf8("Zoë läuft"));
    CHECK(is_utf8("走る"));
    CHECK(is_utf8(family));
    CHECK(is_utf8(std::string_view{"\0", 1}));
}

TEST_CASE("a malformed byte anywhere makes text not UTF-8") {
    CHECK_FALSE(is_utf8("\xff"));
    CHECK_FALSE(is_utf8("caf\xe9"));
    CHECK_FALSE(is_utf8("caf\xe9 noir"));
    CHECK_FALSE(is_utf8("\x80"));
    CHECK_FALSE(is_utf8("\xc0\xaf"));
    CHECK_FALSE(is_utf8("\xed\xa0\x80"));
    CHECK_FALSE(is_utf8("\xf4\x90\x80\x80"));
    CHECK_FALSE(is_utf8("\xf0\x9f\x91"));
}

TEST_CASE("plain text is printed as it is") {
    for (const std::string text : {"", "ice on the bridge", "Zoë läuft", "走る", "أحمد"})
        CHECK(printable(text) == text);
    CHECK(printable(e_with_accent) == e_with_accent);
    CHECK(printable(thumb_of_colour) == thumb_of_colour);
}

TEST_CASE("a family of emoji stays together") {
    CHECK(printable(family) == family);
}

TEST_CASE("a line break or tab becomes a blank") {
    CHECK(printable("ice\nsnow") == "ice snow");
    CHECK(printable("ice\tsnow") == "ice snow");
    CHECK(printable("ice\rsnow") == "ice snow");
    CHECK(printable("ice\vsnow\fhail") == "ice snow hail");
    CHECK(printable("ice\u0085snow\u2028hail\u2029rain") == "ice snow hail rain");
}

TEST_CASE("an escape sequence loses what makes it one") {
    CHECK(printable("\x1b[31mred\x1b[0m") == "[31mred[0m");
    CHECK(printable("\x1b]0;title\x07") == "]0;title");
    CHECK(printable("\u009b31m") == "31m");
    CHECK(printable("a\bb\x7f") == "ab");
    CHECK(printable(std::string_view{"a\0b", 3}) == "ab");
}

TEST_CASE("bidirectional and invisible characters are left out") {
    CHECK(printable("\u202Eevil\u202C") == "evil");
    CHECK(printable("\u2066a\u2067b\u2068c\u2069") == "abc");
    CHECK(printable("\u200Ea\u200Fb\u061C") == "ab");
    CHECK(printable("\uFEFFa\u200Bb\u00ADc") == "abc");
    CHECK(printable("\U000E0041a") == "a");
}

TEST_CASE("a malformed byte becomes a question mark and the rest stays") {
    CHECK(printable("caf\xe9 noir") == "caf? noir");
    CHECK(printable("\xff\xfe") == "??");
    CHECK(printable("\xf0\x9f\x91") == "???");
    CHECK(printable("\xc0\xafx") == "??x");
    CHECK(is_utf8(printable("\xed\xa0\x80")));
}

TEST_CASE("what was made printable stays as it is") {
    for (const std::string text : {"\x1b[31mred", "a\nb", "caf\xe9", "\u202Eevil"})
        CHECK(printable(printable(text)) == printable(text));
}

TEST_CASE("plain letters take one column each") {
    CHECK(display_width("") == 0);
    CHECK(display_width("Tue 17 Nov") == 10);
    CHECK(display_width("Zoë") == 3);
    CHECK(display_width("Жанна") == 5);
}

TEST_CASE("wide characters and emoji take two columns") {
    CHECK(display_width("走る") == 4);
    CHECK(display_width("한국") == 4);
    CHECK(display_width("Ａ") == 2);
    CHECK(display_width("\U0001F3C3") == 2);
    CHECK(display_width("a走b") == 4);
}

TEST_CASE("combining marks take no column") {
    CHECK(display_width(e_with_accent) == 1);
    CHECK(display_width("Zoe\u0308") == 3);
    CHECK(display_width("e\u0301\u0323\u0302") == 1);
}

TEST_CASE("a family or a coloured thumb is one emoji wide") {
    CHECK(display_width(family) == 2);
    CHECK(display_width(thumb_of_colour) == 2);
    CHECK(display_width(family + family) == 4);
}

TEST_CASE("a flag is one emoji wide") {
    const std::string flag = "\U0001F1E9\U0001F1EA";
    CHECK(display_width(flag) == 2);
    CHECK(display_width(flag + flag) == 4);
    CHECK(display_width("a" + flag + "b") == 4);
    CHECK(fit(flag + flag + flag, 5, "…") == flag + flag + "…");
    CHECK(fit(flag + flag + flag, 4, "…") == flag + "…");
}

TEST_CASE("a character shown as an emoji is two columns wide") {
    CHECK(display_width("\u2744\uFE0F") == 2);
    CHECK(display_width("\u2764\uFE0F") == 2);
    CHECK(display_width("5\uFE0F\u20E3") == 2);
    CHECK(display_width("\U0001F3C3\u200D\u2640\uFE0F") == 2);
    CHECK(display_width("\u2744\uFE0Fice") == 5);
}

TEST_CASE("characters are counted as code points, whatever their bytes and columns") {
    CHECK(character_count("") == 0);
    CHECK(character_count("ice") == 3);
    CHECK(character_count("Zoë") == 3);
    CHECK(character_count("走る") == 2);
    CHECK(character_count(e_with_accent) == 2);
    CHECK(character_count(family) == 5);
    CHECK(character_count(std::string_view{"a\0b", 3}) == 3);
}

TEST_CASE("a blank is a blank in any script") {
    for (const std::string text : {" ", "black ice", "ice ", "a\u00A0b", "走\u3000る", "a\u2003b", "a\u202Fb", "a\tb",
                                   "a\nb", "a\rb", "a\u2028b", "a\u0085b"}) {
        CAPTURE(text);
        CHECK(has_blank(text));
    }
    for (const std::string text : {"", "ice", "Zoë", "走る", "a\u200Db", "a\u200Bb", "black_ice", "\U0001F3C3"}) {
        CAPTURE(text);
        CHECK_FALSE(has_blank(text));
    }
}

TEST_CASE("text that fits is left alone") {
    CHECK(fit("ice", 3, "…") == "ice");
    CHECK(fit("ice", 10, "…") == "ice");
    CHECK(fit("", 0, "…") == "");
    CHECK(fit("走る", 4, "…") == "走る");
    CHECK(fit(family, 2, "…") == family);
}

TEST_CASE("text that does not fit ends in the ellipsis") {
    CHECK(fit("ice on the bridge", 6, "...") == "ice...");
    CHECK(fit("ice on the bridge", 4, "…") == "ice…");
    CHECK(fit("ice", 1, "…") == "…");
    CHECK(fit("ice on", 3, "...") == "...");
}

TEST_CASE("text is cut between characters as people see them") {
    CHECK(fit("走る走る", 5, "…") == "走る…");
    CHECK(fit("走る走る", 4, "…") == "走…");
    CHECK(fit("cafe\u0301 noir", 5, "…") == "cafe\u0301…");
    CHECK(fit(family + family + family, 5, "…") == family + family + "…");
    CHECK(fit(family + family + family, 4, "…") == family + "…");
}

TEST_CASE("a cut is never wider than asked for") {
    const std::string text = "Zoe\u0308 走る " + family + " ice on the bridge";
    for (std::size_t width = 0; width <= display_width(text); ++width) {
        CAPTURE(width);
        CHECK(display_width(fit(text, width, "…")) <= width);
        CHECK(display_width(fit(text, width, "...")) <= width);
    }
}

TEST_CASE("no room for the ellipsis leaves as many dots as there is room for") {
    CHECK(fit("ice on the bridge", 2, "...") == "..");
    CHECK(fit("ice", 0, "…") == "");
}

} // namespace runlog
