#pragma once

#include "runlog/domain/text.hpp"
#include "runlog/formats/page.hpp"

#include <pugixml.hpp>

#include <functional>
#include <set>
#include <string>
#include <utility>

/// What the tests of pages share: a page with everything in it, and what a reader of markup makes of one.
namespace runlog::formats::testing {

using Say = std::function<std::string()>;

inline PageSession session_with(const Say& say, bool cancelled) {
    return {say(), say(), say(), say(), say(), say(), cancelled};
}

inline PageYear year_with(const Say& say) {
    PageYear year{say(), say(), {}, {}, {}};
    for (auto& weekday : year.weekdays) weekday = say();
    for (int i = 0; i < 3; ++i) {
        auto& week = year.weeks.emplace_back();
        week.month = say();
        week.days[0] = PageDay{PageDay::Kind::some, 1 + i, say(), say()};
        week.days[4] = PageDay{};
        week.days[6] = PageDay{PageDay::Kind::cancelled, 1, say(), say()};
    }
    year.legend = {{PageDay::Kind::nobody, 1, say(), say()}, {PageDay::Kind::none, 1, "", say()}};
    return year;
}

/// A page with every kind of block, each of its texts being what `say` says next.
inline Page page_with(const Say& say) {
    Page page{say(), {say(), say()}, {}, {say()}};
    page.sections.push_back({"one",
                             say(),
                             {PageText{say()}, PageNext{session_with(say, false)},
                              PageSessions{say(), {session_with(say, true), session_with(say, false)}},
                              PageFigures{{{say(), say(), say()}}}}});
    PageTable table{say(), {{say()}, {say(), PageTable::Align::right}}, {}, say(), say()};
    table.rows = {{{say(), "", {}}, {say(), say(), PageTable::Tone::bad}}, {{say(), "", {}}, {say(), "", {}}}};
    page.sections.push_back({"two",
                             say(),
                             {year_with(say), std::move(table), PageList{{say(), say()}, ""}, PageList{{say()}, say()},
                              PageContacts{{{say(), say(), say()}}}, PageLink{say(), say()}}});
    return page;
}

/// The names of elements and attributes in their order. Links stay out: whether something is one depends on the text.
inline std::string outline(const pugi::xml_node& node) {
    std::string text;
    for (const auto& child : node.children()) {
        if (child.type() != pugi::node_element) continue;
        const bool is_link = std::string(child.name()) == "a";
        if (!is_link) text += std::string("<") + child.name();
        if (!is_link)
            for (const auto& attribute : child.attributes()) text += std::string(" ") + attribute.name();
        text += outline(child);
        if (!is_link) text += ">";
    }
    return text;
}

inline void collect(const pugi::xml_node& node, std::set<std::string>& texts, std::set<std::string>& links) {
    for (const auto& attribute : node.attributes()) {
        texts.insert(attribute.value());
        if (std::string(attribute.name()) == "href") links.insert(attribute.value());
    }
    if (node.type() == pugi::node_pcdata) texts.insert(node.value());
    for (const auto& child : node.children()) collect(child, texts, links);
}

/// Every text and every attribute's value.
inline std::set<std::string> texts_in(const pugi::xml_node& node) {
    std::set<std::string> texts;
    std::set<std::string> links;
    collect(node, texts, links);
    return texts;
}

inline std::set<std::string> links_in(const pugi::xml_node& node) {
    std::set<std::string> texts;
    std::set<std::string> links;
    collect(node, texts, links);
    return links;
}

/// Nothing where `markup` is not well-formed.
inline bool read_markup(pugi::xml_document& document, const std::string& markup) {
    constexpr auto all =
        pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_doctype | pugi::parse_pi | pugi::parse_comments;
    return document.load_buffer(markup.data(), markup.size(), all, pugi::encoding_utf8);
}

/// Whether a link leads to nowhere but the page itself, the web, a telephone or a mailbox.
inline bool is_harmless(const std::string& link) {
    for (const auto* beginning : {"#", "http://", "https://", "tel:", "mailto:", "data:image/svg+xml,"})
        if (link.starts_with(beginning)) return true;
    return link.starts_with("HTTP") || link.starts_with("Http");
}

/// `text` as a page shows it: in one line, without what cannot be seen and what no XML may have.
inline std::string as_shown(const std::string& text) {
    std::string shown = printable(text);
    for (const std::string unwanted : {"\xef\xbf\xbe", "\xef\xbf\xbf"})
        for (auto at = shown.find(unwanted); at != std::string::npos; at = shown.find(unwanted)) shown.erase(at, 3);
    return shown;
}

} // namespace runlog::formats::testing
