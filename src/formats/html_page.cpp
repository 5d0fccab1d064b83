#include "markup.hpp"
#include "page_links.hpp"
#include "page_style.hpp"
#include "runlog/formats/page.hpp"
#include "svg_calendar.hpp"

#include <fmt/format.h>

namespace runlog::formats {

namespace {

using markup::element;
using markup::element_saying;
using markup::Node;
using markup::set;

// Nothing is loaded and nothing runs, whatever found its way into the page.
constexpr const char* policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
                               "form-action 'none'";

void write_detail(Node parent, const std::string& detail) {
    const std::string address = reached_by(detail);
    if (address.empty()) return markup::say(parent, detail);
    set(element_saying(parent, "a", detail), "href", address);
}

void write_web_link(Node parent, const std::string& text, const std::string& address) {
    Node link = element_saying(parent, "a", text);
    set(link, "href", address);
    set(link, "rel", "noopener noreferrer");
}

/// Writes the blocks of one section.
class BlockWriter {
public:
    BlockWriter(Node section, const PageSection& of) : section_(section), id_(of.id) {}

    void operator()(const PageText& text) { element_saying(section_, "p", text.text); }

    void operator()(const PageNext& next) {
        Node card = element(section_, "div", "card next");
        const auto& session = next.session;
        write_when(card, session);
        element_saying(card, "p", session.title, "what");
        if (!session.where.empty()) element_saying(card, "p", session.where, "soft");
        write_remarks(card, session);
    }

    void operator()(const PageSessions& sessions) {
        element_saying(section_, "h3", sessions.title);
        Node list = element(section_, "ol", "sessions");
        for (const auto& session : sessions.sessions) {
            Node item = element(list, "li", session.cancelled ? "off" : nullptr);
            write_when(item, session);
            Node what = element(item, "div");
            element_saying(what, "p", session.title, "what");
            write_remarks(what, session);
            if (!session.where.empty()) element_saying(item, "p", session.where, "soft");
        }
    }

    void operator()(const PageFigures& figures) {
        Node list = element(section_, "dl", "figures");
        for (const auto& figure : figures.figures) {
            Node card = element(list, "div", "card");
            element_saying(card, "dt", figure.what);
            element_saying(card, "dd", figure.value, "value");
            element_saying(card, "dd", figure.detail);
        }
    }

    void operator()(const PageYear& year) {
        draw_year(wide_region(section_, year.title, true), year, id_);
        Node marks = element(section_, "ul", "marks");
        for (const auto& day : year.legend) {
            Node item = element(marks, "li");
            draw_sample(item, day);
            markup::say(item, day.told);
        }
        element_saying(section_, "p", year.summary);
    }

    void operator()(const PageTable& table) {
        Node place = folded_into(table.folded);
        write_table(wide_region(place, table.caption, table.newest_last), table);
        if (!table.legend.empty()) element_saying(place, "p", table.legend, "legend");
    }

    void operator()(const PageList& list) {
        Node items = element(folded_into(list.folded), "ul", "list");
        for (const auto& item : list.items) element_saying(items, "li", item);
    }

    void operator()(const PageContacts& contacts) {
        Node list = element(section_, "dl", "people");
        for (const auto& contact : contacts.contacts) {
            Node one = element(list, "div");
            element_saying(one, "dt", contact.kind);
            element_saying(element(one, "dd"), "strong", contact.name);
            if (!contact.detail.empty()) write_detail(element(one, "dd"), contact.detail);
        }
    }

    void operator()(const PageLink& link) {
        Node line = element_saying(section_, "p", link.text + " ");
        if (is_web_address(link.address))
            write_web_link(line, link.address, link.address);
        else
            markup::say(line, link.address);
    }

private:
    static void write_when(Node parent, const PageSession& session) {
        Node time = element_saying(element(parent, "p", "when"), "time", session.when);
        set(time, "datetime", session.start);
    }

    static void write_remarks(Node parent, const PageSession& session) {
        if (!session.remark.empty()) element_saying(parent, "p", session.remark, "warning");
        if (!session.who.empty()) element_saying(parent, "p", session.who);
    }

    /// What may be wider than the screen scrolls by itself, also with the keys.
    Node wide_region(Node parent, const std::string& label, bool from_end) {
        Node region = element(parent, "div", from_end ? "wide from-end" : "wide");
        set(region, "role", "region");
        set(region, "aria-label", label);
        set(region, "tabindex", 0);
        return region;
    }

    Node folded_into(const std::string& words) {
        if (words.empty()) return section_;
        Node details = element(section_, "details");
        element_saying(details, "summary", words);
        return details;
    }

    static const char* class_of(PageTable::Align align) {
        switch (align) {
        case PageTable::Align::right: return "right";
        case PageTable::Align::centre: return "centre";
        case PageTable::Align::left: break;
        }
        return nullptr;
    }

    static const char* class_of(PageTable::Tone tone) {
        switch (tone) {
        case PageTable::Tone::good: return "good";
        case PageTable::Tone::warning: return "warning";
        case PageTable::Tone::bad: return "bad";
        case PageTable::Tone::faint: return "faint";
        case PageTable::Tone::plain: break;
        }
        return nullptr;
    }

    static void write_cell(Node cell, const PageTable::Cell& one) {
        if (one.mark.empty()) return markup::say(cell, one.text);
        Node mark = element_saying(cell, "span", one.mark, class_of(one.tone));
        set(mark, "aria-hidden", "true");
        markup::say_unseen(cell, one.text);
    }

    static void write_table(Node parent, const PageTable& table) {
        Node node = element(parent, "table");
        element_saying(node, "caption", table.caption, "unseen");
        Node titles = element(element(node, "thead"), "tr");
        for (const auto& column : table.columns)
            set(element_saying(titles, "th", column.title, class_of(column.align)), "scope", "col");
        Node body = element(node, "tbody");
        for (const auto& cells : table.rows) {
            Node row = element(body, "tr");
            for (std::size_t i = 0; i < cells.size(); ++i) {
                Node cell = element(row, i == 0 ? "th" : "td",
                                    i < table.columns.size() ? class_of(table.columns[i].align) : nullptr);
                if (i == 0) set(cell, "scope", "row");
                write_cell(cell, cells[i]);
            }
        }
    }

    Node section_;
    const std::string& id_;
};

void write_head(Node head, const Page& page) {
    set(element(head, "meta"), "charset", "utf-8");
    const auto add_meta = [&](const char* kind, const char* name, const char* content) {
        Node meta = element(head, "meta");
        set(meta, kind, name);
        set(meta, "content", content);
    };
    add_meta("http-equiv", "Content-Security-Policy", policy);
    add_meta("name", "viewport", "width=device-width, initial-scale=1");
    add_meta("name", "color-scheme", "light dark");
    add_meta("name", "referrer", "no-referrer");
    add_meta("name", "robots", "noindex");
    add_meta("name", "generator", "runlog");
    element_saying(head, "title", page.title);
    Node icon = element(head, "link");
    set(icon, "rel", "icon");
    set(icon, "href", page_icon);
    Node style = element(head, "style");
    style.append_child(pugi::node_pcdata).set_value(page_style);
    style.append_child(pugi::node_pcdata).set_value(year_style);
}

void write_top(Node header, const Page& page) {
    element_saying(header, "h1", page.title);
    for (const auto& line : page.lead) element_saying(header, "p", line, "lead");
    Node nav = element(header, "nav");
    set(nav, "aria-label", "On this page");
    Node list = element(nav, "ul");
    for (const auto& section : page.sections)
        set(element_saying(element(list, "li"), "a", section.heading), "href", "#" + section.id);
}

void write_section(Node node, const PageSection& section) {
    set(node, "id", section.id);
    set(node, "aria-labelledby", section.id + "-heading");
    set(element_saying(node, "h2", section.heading), "id", section.id + "-heading");
    BlockWriter writer(node, section);
    for (const auto& block : section.blocks) std::visit(writer, block);
}

/// Adds one element, as `write` fills it. The tree of a whole page would be many times as large as its text.
template <class Write>
void append(std::string& text, const char* name, const char* kind, Write write) {
    pugi::xml_document document;
    write(element(document, name, kind));
    markup::append_html(text, document);
}

} // namespace

std::string html_text(const Page& page) {
    std::string text = "<!DOCTYPE html>\n<html lang=\"en\">";
    append(text, "head", nullptr, [&](Node head) { write_head(head, page); });
    text += "\n<body>";
    append(text, "a", "skip", [](Node skip) {
        markup::say(skip, "Skip to the sessions");
        set(skip, "href", "#main");
    });
    append(text, "header", "top", [&](Node header) { write_top(header, page); });
    text += "\n<main id=\"main\">";
    for (const auto& section : page.sections)
        append(text, "section", nullptr, [&](Node node) { write_section(node, section); });
    text += "\n</main>";
    append(text, "footer", "foot", [&](Node footer) {
        for (const auto& line : page.footer) element_saying(footer, "p", line);
    });
    return text + "\n</body>\n</html>\n";
}

} // namespace runlog::formats
