#include "xml_input.hpp"

#include "csv_reader.hpp"
#include "runlog/formats/read_run.hpp"

namespace runlog::formats {

namespace {

constexpr std::size_t piece_size = 64 * 1024;

/// How far a document type is looked for the end of. That of Apple Health, the longest one known, takes 10 KB.
constexpr std::size_t longest_beginning = 1024 * 1024;

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view type_mark = "<!DOCTYPE";
constexpr auto nowhere = std::string_view::npos;

/// Behind the next `mark`.
std::size_t after(std::string_view mark, std::string_view text, std::size_t at) {
    const auto found = text.find(mark, at);
    return found == nowhere ? nowhere : found + mark.size();
}

/// Behind the declarations in brackets that begin at `at`. They are not parsed, for a `>` may be missing among them.
std::size_t end_of_declarations(std::string_view text, std::size_t at) {
    while ((at = text.find_first_of("<]", at)) != nowhere) {
        const auto rest = text.substr(at);
        if (rest.starts_with("<!ENTITY"))
            throw BadFile("It declares entities, which no watch or app does.", "Look where the file comes from.");
        if (rest.starts_with("<!--")) {
            at = after("-->", text, at + 4);
            continue;
        }
        ++at;
        if (rest[0] == '<') continue;
        const auto next = text.find_first_not_of(blanks, at);
        if (next == nowhere) return nowhere;
        if (text[next] == '>') return next + 1;
    }
    return nowhere;
}

/// Behind the document type that begins at `at`; nowhere, if it ends later than the text.
std::size_t end_of_type(std::string_view text, std::size_t at) {
    at += type_mark.size();
    while ((at = text.find_first_of("\"'[>", at)) != nowhere) {
        if (text[at] == '>') return at + 1;
        if (text[at] == '[') return end_of_declarations(text, at + 1);
        at = after(text.substr(at, 1), text, at + 1);
    }
    return nowhere;
}

/// Where the document type begins, or the first element; nowhere, if that is later than the text.
std::size_t behind_instructions(std::string_view text) {
    std::size_t at = 0;
    while ((at = text.find_first_not_of(blanks, at)) != nowhere) {
        const auto rest = text.substr(at);
        if (rest.size() < type_mark.size()) return nowhere;
        if (rest.starts_with("<?"))
            at = after("?>", text, at + 2);
        else if (rest.starts_with("<!--"))
            at = after("-->", text, at + 4);
        else
            return at;
    }
    return nowhere;
}

/// Makes the document type blank, if there is one. Whether all of it was seen.
bool pass_over_type(std::string& text) {
    const auto begin = behind_instructions(text);
    if (begin == nowhere) return false;
    if (!std::string_view(text).substr(begin).starts_with(type_mark)) return true;
    const auto end = end_of_type(text, begin);
    if (end == nowhere) return false;
    for (auto at = begin; at < end; ++at)
        if (text[at] != '\n' && text[at] != '\r') text[at] = ' ';
    return true;
}

bool is_wide(std::string_view text) {
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") || text.substr(0, 2).find('\0') != nowhere;
}

/// A zero is none of those that become blanks: many of them are what a failing disk leaves of a file.
void make_controls_blank(std::string& text) {
    for (char& c : text)
        if (c > 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') c = ' ';
}

} // namespace

void XmlInput::read_more() {
    const auto size = piece_.size();
    piece_.resize(size + piece_size);
    in_.read(piece_.data() + size, static_cast<std::streamsize>(piece_size));
    piece_.resize(size + static_cast<std::size_t>(in_.gcount()));
    if (in_.bad()) throw BadFile("It cannot be read to its end.");
    at_end_ = in_.eof();
}

void XmlInput::skip_blanks() {
    std::string_view mark = byte_order_mark;
    for (int next = in_.peek(); next != std::istream::traits_type::eof(); next = in_.peek()) {
        const char c = std::istream::traits_type::to_char_type(next);
        const bool is_mark = !mark.empty() && c == mark[0];
        if (!is_mark && blanks.find(c) == nowhere) break;
        in_.get();
        if (is_mark) {
            mark.remove_prefix(1);
        } else if (c == '\n' || (c == '\r' && in_.peek() != '\n')) {
            ++lines_skipped_;
            columns_skipped_ = 0;
        } else {
            ++columns_skipped_;
        }
    }
}

void XmlInput::begin() {
    begun_ = true;
    skip_blanks();
    read_more();
    is_wide_ = is_wide(piece_);
    if (is_wide_) return;
    while (!pass_over_type(piece_) && !at_end_ && piece_.size() < longest_beginning) read_more();
}

std::string_view XmlInput::next() {
    piece_.clear();
    if (begun_)
        read_more();
    else
        begin();
    if (!is_wide_) make_controls_blank(piece_);
    return piece_;
}

} // namespace runlog::formats
