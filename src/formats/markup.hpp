#pragma once

#include <pugixml.hpp>

#include <string>
#include <string_view>

/// Trees of elements, for HTML and SVG: what is put into them is text, whatever it looks like, because the writer
/// escapes all of it. Private to the formats.
namespace runlog::formats::markup {

using Node = pugi::xml_node;

/// Adds an element at the end of `parent`; `kind` is its class, if it has one.
Node element(Node parent, const char* name, const char* kind = nullptr);

/// Adds text at the end of `node`, in one line and without what cannot be seen.
void say(Node node, std::string_view text);

/// An element that holds nothing but text.
Node element_saying(Node parent, const char* name, std::string_view text, const char* kind = nullptr);

void set(Node node, const char* name, std::string_view value);
void set(Node node, const char* name, int value);

/// Text that only readers of screens are to say.
void say_unseen(Node node, std::string_view text);

/// Adds the document to a text as HTML, where `<td/>` would begin a cell and `<br></br>` be two breaks: a line for each
/// of the larger elements.
void append_html(std::string& text, pugi::xml_document& document);

/// As XML, UTF-8.
std::string xml(const pugi::xml_document& document);

} // namespace runlog::formats::markup
