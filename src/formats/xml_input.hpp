#pragma once

#include <cstddef>
#include <istream>
#include <string>
#include <string_view>

namespace runlog::formats {

/// The bytes of an XML file, mended where watches and apps depart from XML in ways that are known and harmless; what
/// is no XML otherwise stays so. Everything that is taken out becomes blanks, so that lines and columns stay.
///
/// - Blanks and a byte order mark before the first element are passed over.
/// - The document type is passed over unread: nothing of it is needed here, Apple's own was broken for a whole year,
///   and what attacks parsers of XML begins in it. One that declares entities is refused.
/// - Control characters, which some apps leave in the names of devices, become blanks.
///
/// A file in UTF-16 is handed on as it is.
class XmlInput {
public:
    explicit XmlInput(std::istream& in) : in_(in) {}

    /// The next piece, which lives until the next call. Throws BadFile.
    std::string_view next();

    /// Whether the piece was the last one.
    bool at_end() const { return at_end_; }

    /// What was passed over before the first piece.
    std::size_t lines_skipped() const { return lines_skipped_; }
    /// Of them on the line on which the first piece begins.
    std::size_t columns_skipped() const { return columns_skipped_; }

private:
    void begin();
    void skip_blanks();
    void read_more();

    std::istream& in_;
    std::string piece_;
    std::size_t lines_skipped_ = 0;
    std::size_t columns_skipped_ = 0;
    bool begun_ = false;
    bool at_end_ = false;
    bool is_wide_ = false; ///< two bytes for each character
};

} // namespace runlog::formats
