#include "formats/page_support.hpp"
#include "fuzz/harmless.hpp"
#include "fuzz/property.hpp"

using namespace runlog;
using namespace runlog::formats;
using namespace runlog::formats::testing;
using fuzz::require;

namespace {

/// Says the lines one after the other, again and again; a letter before each, so that none is empty.
Say in_turn(const std::vector<std::string>& lines) {
    return [lines, next = std::size_t{0}]() mutable { return "t" + lines[next++ % lines.size()]; };
}

void check_same_tree(const std::string& markup, const std::string& plain) {
    pugi::xml_document document;
    pugi::xml_document reference;
    require(read_markup(document, markup), "a page is well-formed");
    require(read_markup(reference, plain), "a page of plain words is well-formed");
    require(outline(document) == outline(reference), "texts are nothing but texts");
    for (const auto& link : links_in(document)) require(is_harmless(link), "a link leads nowhere else");
}

} // namespace

/// A line for each text of a page.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto lines = fuzz::split(fuzz::text_of(data, size), '\n');
    const Say plain = [] { return std::string("x"); };
    const std::string html = html_text(page_with(in_turn(lines)));
    check_same_tree(html, html_text(page_with(plain)));
    check_same_tree(svg_text(year_with(in_turn(lines))), svg_text(year_with(plain)));
    require(fuzz::is_harmless(html, "\n"), "nothing unseen stands in a page");
    const std::string markdown = markdown_text(page_with(in_turn(lines)));
    require(fuzz::is_harmless(markdown, "\n"), "nothing unseen stands in Markdown");
    for (auto at = markdown.find('<'); at != std::string::npos; at = markdown.find('<', at + 1))
        require(at > 0 && markdown[at - 1] == '\\', "no tag stands in Markdown");
    return 0;
}
