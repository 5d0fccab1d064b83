#include "markup.hpp"

#include "runlog/domain/text.hpp"

#include <algorithm>
#include <array>

namespace runlog::formats::markup {

namespace {

/// What is safe to print, without the two code points that no XML may have.
std::string clean(std::string_view text) {
    std::string result = printable(text);
    for (const std::string_view unwanted : {"\xef\xbf\xbe", "\xef\xbf\xbf"})
        for (auto at = result.find(unwanted); at != std::string::npos; at = result.find(unwanted, at))
            result.erase(at, unwanted.size());
    return result;
}

template <std::size_t count>
bool is_one_of(std::string_view name, const std::array<std::string_view, count>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Elements that have neither content nor an end.
constexpr std::array<std::string_view, 4> void_elements{"meta", "link", "br", "hr"};

/// Elements between which blanks mean nothing.
constexpr std::array<std::string_view, 32> on_a_line{
    "html",    "head",  "meta",  "link", "title", "style",   "body",    "header", "nav", "main", "footer",
    "section", "h1",    "h2",    "h3",   "p",     "ul",      "ol",      "li",     "dl",  "div",  "table",
    "caption", "thead", "tbody", "tr",   "svg",   "details", "summary", "desc",   "g"};

/// Gives every childless element an empty text, which makes the writer end it with a tag, and the larger ones a line.
void prepare(Node node) {
    for (Node child : node.children()) {
        if (child.type() != pugi::node_element) continue;
        if (!child.first_child() && !is_one_of(child.name(), void_elements))
            child.append_child(pugi::node_pcdata).set_value("");
        prepare(child);
        if (!is_one_of(child.name(), on_a_line)) continue;
        node.insert_child_before(pugi::node_pcdata, child).set_value("\n");
    }
}

/// Adds what is written to the end of a text.
class Appender : public pugi::xml_writer {
public:
    explicit Appender(std::string& text) : text_(text) {}
    void write(const void* data, std::size_t size) override { text_.append(static_cast<const char*>(data), size); }

private:
    std::string& text_;
};

} // namespace

Node element(Node parent, const char* name, const char* kind) {
    Node node = parent.append_child(name);
    if (kind) node.append_attribute("class").set_value(kind);
    return node;
}

void say(Node node, std::string_view text) {
    node.append_child(pugi::node_pcdata).set_value(clean(text).c_str());
}

Node element_saying(Node parent, const char* name, std::string_view text, const char* kind) {
    Node node = element(parent, name, kind);
    say(node, text);
    return node;
}

void set(Node node, const char* name, std::string_view value) {
    node.append_attribute(name).set_value(clean(value).c_str());
}

void set(Node node, const char* name, int value) {
    node.append_attribute(name).set_value(value);
}

void say_unseen(Node node, std::string_view text) {
    element_saying(node, "span", text, "unseen");
}

void append_html(std::string& text, pugi::xml_document& document) {
    prepare(document);
    Appender writer(text);
    document.save(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
}

std::string xml(const pugi::xml_document& document) {
    std::string text;
    Appender writer(text);
    document.save(writer, "", pugi::format_indent, pugi::encoding_utf8);
    return text;
}

} // namespace runlog::formats::markup
