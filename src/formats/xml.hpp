#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string_view>

/// XML as it streams by, in memory that does not grow with the file; private to formats.
namespace runlog::formats {

/// An element that begins. What it views lives until the handler has returned.
struct XmlElement {
    std::string_view path; ///< `/gpx/trk/name`: from the outermost one inwards, without the prefixes of namespaces
    std::size_t line = 0;  ///< from 1
    const char* const* attributes = nullptr; ///< names and values by turns, and a null pointer

    std::optional<std::string_view> attribute(std::string_view name) const;
};

/// Is told what the file holds.
class XmlHandler {
public:
    virtual ~XmlHandler() = default;

    /// Returns whether the text of the element is wanted. Of elements within one whose text is wanted, none is.
    virtual bool begin(const XmlElement& element) = 0;

    /// The text, if it was wanted, is that directly within the element, and of a very long one the beginning.
    virtual void end(std::string_view path, std::string_view text) = 0;
};

/// How much text of one element is handed over, in bytes.
inline constexpr std::size_t longest_text = 64 * 1024;

/// Reads a file to its end. Throws BadFile where it is not well-formed, declares entities, or is bigger in any one
/// respect than a file of a watch or app. Nothing beside the file is ever opened. What `handler` throws passes through.
void read_xml(std::istream& in, XmlHandler& handler);

} // namespace runlog::formats
