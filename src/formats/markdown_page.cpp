#include "runlog/domain/text.hpp"
#include "runlog/formats/page.hpp"

#include <fmt/format.h>

namespace runlog::formats {

namespace {

/// Text that stays text within a line: marks that could mean something are told not to.
std::string escaped_within(std::string_view words) {
    constexpr std::string_view marks = "\\`*_[]<>&|~$";
    const std::string text = printable(words);
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool ends_a_scheme = c == '/' && i > 0 && text[i - 1] == ':';
        const bool is_www = c == '.' && i >= 3 && (text[i - 1] == 'w' || text[i - 1] == 'W');
        if (marks.find(c) != std::string_view::npos || ends_a_scheme || is_www) result += '\\';
        result += c;
    }
    return result;
}

/// The same where it may begin a line, and a number, a dash or a blank could mean something too.
std::string escaped(std::string_view words) {
    constexpr std::string_view marks = "#+-=:";
    std::string text = escaped_within(words);
    text.erase(0, text.find_first_not_of(' '));
    const auto other = text.find_first_not_of("0123456789");
    const bool is_numbered = other != std::string::npos && other > 0 && (text[other] == '.' || text[other] == ')');
    if (is_numbered) text.insert(other, 1, '\\');
    if (!text.empty() && marks.find(text.front()) != std::string_view::npos) text.insert(0, 1, '\\');
    return text;
}

void add_part(std::string& text, const std::string& part, std::string_view before) {
    if (!part.empty()) text += fmt::format("{}{}", before, escaped(part));
}

class BlockWriter {
public:
    explicit BlockWriter(std::string& text) : text_(text) {}

    void operator()(const PageText& text) { text_ += fmt::format("\n{}\n", escaped(text.text)); }

    void operator()(const PageNext& next) {
        const auto& session = next.session;
        text_ += fmt::format("\n**{}**: {}\n", escaped(session.when), escaped(session.title));
        for (const auto* part : {&session.remark, &session.where, &session.who})
            if (!part->empty()) text_ += fmt::format("\n{}\n", escaped(*part));
    }

    void operator()(const PageSessions& sessions) {
        text_ += fmt::format("\n{}:\n\n", escaped(sessions.title));
        for (const auto& session : sessions.sessions) {
            std::string line = fmt::format("- {}: {}", escaped(session.when), escaped(session.title));
            add_part(line, session.where, ", ");
            add_part(line, session.remark, ". ");
            add_part(line, session.who, ". ");
            text_ += line + '\n';
        }
    }

    void operator()(const PageFigures& figures) {
        text_ += '\n';
        for (const auto& figure : figures.figures)
            text_ +=
                fmt::format("- {}: **{}**, {}\n", escaped(figure.what), escaped(figure.value), escaped(figure.detail));
    }

    void operator()(const PageYear& year) { text_ += fmt::format("\n{}\n", escaped(year.summary)); }

    void operator()(const PageTable& table) {
        text_ += "\n|";
        for (const auto& column : table.columns) text_ += fmt::format(" {} |", escaped_within(column.title));
        text_ += "\n|";
        for (const auto& column : table.columns) text_ += rule_below(column.align);
        text_ += '\n';
        for (const auto& row : table.rows) {
            text_ += '|';
            for (const auto& cell : row)
                text_ += fmt::format(" {} |", escaped_within(cell.mark.empty() ? cell.text : cell.mark));
            text_ += '\n';
        }
        if (!table.legend.empty()) text_ += fmt::format("\n{}\n", escaped(table.legend));
    }

    void operator()(const PageList& list) {
        if (!list.folded.empty()) text_ += fmt::format("\n{}:\n", escaped(list.folded));
        text_ += '\n';
        for (const auto& item : list.items) text_ += fmt::format("- {}\n", escaped(item));
    }

    void operator()(const PageContacts& contacts) {
        text_ += '\n';
        for (const auto& contact : contacts.contacts) {
            std::string line = fmt::format("- {}: {}", escaped(contact.kind), escaped(contact.name));
            add_part(line, contact.detail, ", ");
            text_ += line + '\n';
        }
    }

    void operator()(const PageLink& link) {
        text_ += is_web_address(link.address) ? fmt::format("\n{} <{}>\n", escaped(link.text), printable(link.address))
                                              : fmt::format("\n{} {}\n", escaped(link.text), escaped(link.address));
    }

private:
    static std::string_view rule_below(PageTable::Align align) {
        switch (align) {
        case PageTable::Align::right: return " ---: |";
        case PageTable::Align::centre: return " :---: |";
        case PageTable::Align::left: break;
        }
        return " --- |";
    }

    std::string& text_;
};

} // namespace

std::string markdown_text(const Page& page) {
    std::string text = fmt::format("# {}\n", escaped(page.title));
    for (const auto& line : page.lead) text += fmt::format("\n{}\n", escaped(line));
    for (const auto& section : page.sections) {
        text += fmt::format("\n## {}\n", escaped(section.heading));
        BlockWriter writer(text);
        for (const auto& block : section.blocks) std::visit(writer, block);
    }
    text += "\n---\n";
    for (const auto& line : page.footer) text += fmt::format("\n{}\n", escaped(line));
    return text;
}

} // namespace runlog::formats
