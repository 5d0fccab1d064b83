#include "runlog/formats/page.hpp"

#include "formats/page_support.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

namespace runlog::formats {

using namespace testing;

namespace {

/// Texts that would like to be more than text.
const std::vector<std::string> hostile{
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(2)>",
    "'><svg onload=alert(3)>",
    "</style><script>alert(4)</script>",
    "</title></head><body onload=alert(5)>",
    "]]><!-- --><![CDATA[",
    "<?php echo 1 ?>",
    "&lt;b&gt; &#60; & &amp",
    "javascript:alert(6)",
    "[x](javascript:alert(7)) ![y](http://evil.example/z.png)",
    "a | b || c",
    "`code` **bold** _it_ ~~no~~ $x$",
    "one\ntwo\r\n# three\n\n    four\t<b>",
    "\x01\x1b[31mred\x1b[0m\x7f",
    "\xe2\x80\xaereversed\xef\xbf\xbe\xef\xbf\xbf",
    "bad \xff\xc3 bytes",
    "Jörg 走る 🏃‍♀️",
};

/// Says them one after the other, again and again; each has a letter before it, so that none is empty.
Say in_turn(const std::vector<std::string>& texts) {
    return [texts, next = std::size_t{0}]() mutable { return "t" + texts[next++ % texts.size()]; };
}

const Say plain = [] { return std::string("x"); };

std::string outline_of(const std::string& markup) {
    pugi::xml_document document;
    REQUIRE(read_markup(document, markup));
    return outline(document);
}

std::string page_saying(const std::string& heading, const std::string& detail) {
    Page page{"Momma", {}, {{"who", heading, {PageContacts{{{"coach", "Kelly", detail}}}}}}, {}};
    return html_text(page);
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// Every line of Markdown that is no table's.
std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
        lines.push_back(text.substr(at, text.find('\n', at) - at));
    return lines;
}

} // namespace

TEST_CASE("hostile texts change nothing about a page but its texts") {
    for (std::size_t shift = 0; shift < hostile.size(); ++shift) {
        std::vector<std::string> texts = hostile;
        std::rotate(texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(shift), texts.end());
        const std::string html = html_text(page_with(in_turn(texts)));
        CHECK(outline_of(html) == outline_of(html_text(page_with(plain))));
        CHECK_FALSE(has(html, "<script"));
        CHECK_FALSE(has(html, "<img"));
        CHECK(outline_of(svg_text(year_with(in_turn(texts)))) == outline_of(svg_text(year_with(plain))));
    }
}

TEST_CASE("a page of whatever texts is well-formed, shows each of them, and links to nothing else") {
    rc::check([] {
        const auto texts = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
            rc::gen::oneOf(rc::gen::elementOf(hostile), rc::gen::arbitrary<std::string>(),
                           rc::gen::container<std::string>(rc::gen::elementOf(std::string("<>&\"'/=; \n\tasx[]()"))))));
        pugi::xml_document document;
        pugi::xml_document reference;
        RC_ASSERT(read_markup(document, html_text(page_with(in_turn(texts)))));
        RC_ASSERT(read_markup(reference, html_text(page_with(plain))));
        RC_ASSERT(outline(document) == outline(reference));
        const auto shown = texts_in(document);
        // There are more places than texts unless there are very many.
        for (std::size_t i = 0; i < std::min<std::size_t>(texts.size(), 20); ++i)
            RC_ASSERT(shown.contains(as_shown("t" + texts[i])));
        for (const auto& link : links_in(document)) RC_ASSERT(is_harmless(link));
        pugi::xml_document picture;
        RC_ASSERT(read_markup(picture, svg_text(year_with(in_turn(texts)))));
    });
}

TEST_CASE("a page loads nothing and runs nothing") {
    const std::string html = html_text(page_with(plain));
    CHECK(has(html, "default-src 'none'"));
    for (const auto* part : {"<script", " src=", "@import", "url(", "<iframe", "<object", "style=\""})
        CHECK_FALSE(has(html, part));
}

TEST_CASE("a page is HTML: cells end, and what has no end has no end tag") {
    Page page{
        "Momma", {}, {{"one", "One", {PageTable{"c", {{"a"}, {"b"}}, {{{"x", "", {}}, {"", "", {}}}}, "", ""}}}}, {}};
    const std::string html = html_text(page);
    CHECK(html.starts_with("<!DOCTYPE html>"));
    CHECK(has(html, "<td></td>"));
    CHECK_FALSE(has(html, "</meta>"));
    CHECK_FALSE(has(html, "<td/>"));
    CHECK(has(html, "<th scope=\"row\">x</th>"));
    CHECK(has(html, "<th scope=\"col\">b</th>"));
}

TEST_CASE("style sheets hold nothing that would have to be escaped") {
    const std::string html = html_text(page_with(plain));
    const auto begin = html.find("<style>") + 7;
    const std::string style = html.substr(begin, html.find("</style>") - begin);
    CHECK(style.size() > 1000);
    CHECK(style.find_first_of("<>&") == std::string::npos);
}

TEST_CASE("a number can be dialled and an address written to, and nothing else is a link") {
    CHECK(has(page_saying("h", "+49 (7531) 555-12"), "href=\"tel:+49753155512\""));
    CHECK(has(page_saying("h", "555 1234"), "href=\"tel:5551234\""));
    CHECK(has(page_saying("h", "kelly.k+run@example.org"), "href=\"mailto:kelly.k+run@example.org\""));
    for (const auto* detail : {"javascript:alert(1)", "1234", "room 12345", "a@b", "a@b.org?cc=c@d.org", "a b@c.org",
                               "@example.org", "https://example.org", "555 1234 ext. 5", "55+51234", ""})
        CHECK_FALSE(has(page_saying("h", detail), "<a href=\"t"));
    for (const auto* detail : {"a@b", "a@b.org?cc=c@d.org", "a b@c.org", "@example.org"})
        CHECK_FALSE(has(page_saying("h", detail), "mailto"));
}

TEST_CASE("only addresses of the web are linked to") {
    for (const auto* good : {"http://example.org", "https://example.org/a?b=c&d=e#f", "HTTPS://EXAMPLE.org"})
        CHECK(is_web_address(good));
    for (const auto* bad : {"", "https://", "javascript:alert(1)", "data:text/html,x", "ftp://example.org",
                            "//example.org", " https://example.org", "https://a b", "https://a\"b", "https://a<b",
                            "https://a\nb", "https://a)b", "https://a\\b"})
        CHECK_FALSE(is_web_address(bad));
}

TEST_CASE("Markdown has a heading for each section, and texts never make one") {
    const std::string text = markdown_text(page_with(in_turn(hostile)));
    int headings = 0;
    for (const auto& line : lines_of(text))
        if (line.starts_with("#")) ++headings;
    CHECK(headings == 3);
    CHECK(has(text, "\\<script\\>"));
    for (auto at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) CHECK(text[at - 1] == '\\');
    CHECK_FALSE(has(text, "[x](javascript"));
}

TEST_CASE("what begins a line of Markdown is told to be text") {
    const auto first_line = [](const std::string& words) { return lines_of(markdown_text({"", {words}, {}, {}}))[2]; };
    CHECK(first_line("# no heading") == "\\# no heading");
    CHECK(first_line("- no list") == "\\- no list");
    CHECK(first_line("+ no list") == "\\+ no list");
    CHECK(first_line("12. no list") == "12\\. no list");
    CHECK(first_line("3) no list") == "3\\) no list");
    CHECK(first_line("=== no heading") == "\\=== no heading");
    CHECK(first_line("    no code") == "no code");
    CHECK(first_line("> no quote") == "\\> no quote");
    CHECK(first_line("at 6.30, 5 km") == "at 6.30, 5 km");
    CHECK(first_line("see http://x.org and www.x.org") == "see http:\\//x.org and www\\.x.org");
}

TEST_CASE("a table of Markdown keeps its columns whatever stands in them") {
    PageTable table{"c", {{"a|b"}, {"c", PageTable::Align::right}}, {}, "", ""};
    table.rows = {{{"x|y\n|z", "", {}}, {"\\|", "", {}}}};
    const std::string text = markdown_text({"t", {}, {{"one", "One", {table}}}, {}});
    CHECK(has(text, "\n| a\\|b | c |\n| --- | ---: |\n| x\\|y \\|z | \\\\\\| |\n"));
}

TEST_CASE("a picture tells each of its days on hovering, and what it shows to who cannot see it") {
    PageYear year{"How many came", "12 sessions.", {"Mon"}, {}, {}};
    year.weeks.emplace_back().days[5] = PageDay{PageDay::Kind::some, 2, "9", "Sat 14 Nov: 9 came"};
    const std::string svg = svg_text(year);
    CHECK(has(svg, "<title>Sat 14 Nov: 9 came</title>"));
    CHECK(has(svg, "role=\"img\" aria-labelledby=\"year-title year-summary\""));
    CHECK(has(svg, "<title id=\"year-title\">How many came</title>"));
    CHECK(has(svg, "<desc id=\"year-summary\">12 sessions.</desc>"));
    CHECK(has(svg, "xmlns=\"http://www.w3.org/2000/svg\""));
}

} // namespace runlog::formats
