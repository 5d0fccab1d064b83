#include "xml.hpp"

#include "runlog/formats/read_run.hpp"
#include "xml_input.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>

namespace runlog::formats {

namespace {

constexpr std::size_t deepest = 100;

/// A token of up to half of this is read. expat looks at one that was incomplete again when twice as much is there.
constexpr XML_Index longest_incomplete = 2 * 1024 * 1024;

/// Names in paths are cut to this: it is more than any name that is looked for.
constexpr std::size_t longest_name = 64;

/// Memory for expat, of which it gets only so much: it keeps every name that it meets, so that a file in which no name
/// comes twice would fill all there is. expat gives its allocators nothing to know a parser by, so those of a thread
/// share.
namespace allowance {

constexpr std::size_t all = 32 * 1024 * 1024;
constexpr std::size_t header = alignof(std::max_align_t);
thread_local std::size_t taken = 0;

/// Before each block stands its size.
std::size_t size_of(void* block) {
    std::size_t size = 0;
    if (block) std::memcpy(&size, static_cast<char*>(block) - header, sizeof size);
    return size;
}

void* resize(void* block, std::size_t size) {
    const std::size_t before = size_of(block);
    if (size > all - (taken - before)) return nullptr;
    void* start = block ? static_cast<char*>(block) - header : nullptr;
    start = std::realloc(start, header + size);
    if (!start) return nullptr;
    std::memcpy(start, &size, sizeof size);
    taken = taken - before + size;
    return static_cast<char*>(start) + header;
}

void* take(std::size_t size) {
    return resize(nullptr, size);
}

void give_back(void* block) {
    if (!block) return;
    taken -= size_of(block);
    std::free(static_cast<char*>(block) - header);
}

constexpr XML_Memory_Handling_Suite suite{take, resize, give_back};

} // namespace allowance

std::string_view without_prefix(std::string_view name) {
    const auto colon = name.rfind(':');
    return (colon == std::string_view::npos ? name : name.substr(colon + 1)).substr(0, longest_name);
}

/// expat behind C++: what the handler throws waits until its C code has returned.
class Parser {
public:
    Parser(XmlHandler& handler, const XmlInput& input) : handler_(handler), input_(input) {
        if (!parser_) throw std::bad_alloc();
        XML_SetUserData(parser_, this);
        XML_SetElementHandler(parser_, on_begin, on_end);
        XML_SetStartDoctypeDeclHandler(parser_, on_type);
    }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;
    ~Parser() { XML_ParserFree(parser_); }

    void feed(std::string_view piece, bool is_last) {
        const auto status = XML_Parse(parser_, piece.data(), static_cast<int>(piece.size()), is_last);
        if (thrown_) std::rethrow_exception(thrown_);
        fed_ += static_cast<XML_Index>(piece.size());
        if (status != XML_STATUS_OK) refuse();
        // The index is below 0 where expat has not looked at the incomplete token again.
        token_ = std::max(token_, XML_GetCurrentByteIndex(parser_));
        if (fed_ - token_ > longest_incomplete)
            throw BadFile(fmt::format("On line {} begins something longer than any watch or app writes.", line()),
                          "Look where the file comes from.");
    }

private:
    std::size_t line() const { return XML_GetCurrentLineNumber(parser_) + input_.lines_skipped(); }

    std::size_t column() const {
        const bool is_first = XML_GetCurrentLineNumber(parser_) == 1;
        return XML_GetCurrentColumnNumber(parser_) + 1 + (is_first ? input_.columns_skipped() : 0);
    }

    [[noreturn]] void refuse() const {
        const auto code = XML_GetErrorCode(parser_);
        switch (code) {
        case XML_ERROR_NO_ELEMENTS:
        case XML_ERROR_UNCLOSED_TOKEN:
        case XML_ERROR_UNCLOSED_CDATA_SECTION:
        case XML_ERROR_PARTIAL_CHAR:
            if (fed_ == 0) throw BadFile("The file is empty.");
            throw BadFile(fmt::format("It ends in the middle, on line {}.", line()), "Export or copy it once more.");
        case XML_ERROR_UNKNOWN_ENCODING:
            throw BadFile("It is in an encoding that runlog does not know.", "Save it as UTF-8.");
        case XML_ERROR_INCORRECT_ENCODING:
            throw BadFile("It is in another encoding than it says.", "Save it as UTF-8.");
        case XML_ERROR_NO_MEMORY: throw BadFile("It would take more memory than any file of a watch or app.");
        default:
            throw BadFile(
                fmt::format("It is broken on line {}, column {}: {}.", line(), column(), XML_ErrorString(code)),
                "Export or copy it once more.");
        }
    }

    template <class Work>
    void guard(const Work& work) {
        if (thrown_) return;
        try {
            work();
        } catch (...) {
            thrown_ = std::current_exception();
            XML_StopParser(parser_, XML_FALSE);
        }
    }

    void begin(std::string_view name, const char* const* attributes) {
        if (++depth_ > deepest)
            throw BadFile(fmt::format("On line {} it is nested deeper than any file of a watch or app.", line()),
                          "Look where the file comes from.");
        path_ += '/';
        path_ += without_prefix(name);
        const bool wanted = handler_.begin({path_, line(), attributes});
        if (!wanted || text_depth_ != 0) return;
        text_depth_ = depth_;
        text_.clear();
        is_cut_ = false;
        XML_SetCharacterDataHandler(parser_, on_text);
    }

    void end() {
        if (depth_ == text_depth_) {
            text_depth_ = 0;
            XML_SetCharacterDataHandler(parser_, nullptr);
            handler_.end(path_, text_);
        } else {
            handler_.end(path_, {});
        }
        path_.resize(path_.rfind('/'));
        --depth_;
    }

    void text(std::string_view piece) {
        if (depth_ != text_depth_ || is_cut_) return;
        std::size_t fits = std::min(piece.size(), longest_text - text_.size());
        is_cut_ = fits < piece.size();
        // No character is cut in two.
        while (is_cut_ && fits > 0 && (static_cast<unsigned char>(piece[fits]) & 0xC0) == 0x80) --fits;
        text_ += piece.substr(0, fits);
    }

    static void on_begin(void* self, const XML_Char* name, const XML_Char** attributes) {
        auto& parser = *static_cast<Parser*>(self);
        parser.guard([&] { parser.begin(name, attributes); });
    }

    static void on_end(void* self, const XML_Char*) {
        auto& parser = *static_cast<Parser*>(self);
        parser.guard([&] { parser.end(); });
    }

    static void on_text(void* self, const XML_Char* text, int size) {
        auto& parser = *static_cast<Parser*>(self);
        parser.guard([&] { parser.text({text, static_cast<std::size_t>(size)}); });
    }

    /// XmlInput has passed over the one that a file may have; expat must never read one.
    static void on_type(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        static_cast<Parser*>(self)->guard([] {
            throw BadFile("The document type at its beginning cannot be passed over: it has no end, or is in UTF-16.",
                          "Look where the file comes from.");
        });
    }

    XmlHandler& handler_;
    const XmlInput& input_;
    XML_Parser parser_ = XML_ParserCreate_MM(nullptr, &allowance::suite, nullptr);
    XML_Index fed_ = 0;   ///< bytes
    XML_Index token_ = 0; ///< where the token begins that is not complete yet
    std::string path_;
    std::size_t depth_ = 0;
    std::string text_;
    std::size_t text_depth_ = 0; ///< of the element whose text is wanted; 0 for none
    bool is_cut_ = false;
    std::exception_ptr thrown_;
};

} // namespace

std::optional<std::string_view> XmlElement::attribute(std::string_view name) const {
    for (const auto* pair = attributes; *pair; pair += 2)
        if (name == *pair) return pair[1];
    return std::nullopt;
}

void read_xml(std::istream& in, XmlHandler& handler) {
    XmlInput input(in);
    Parser parser(handler, input);
    do {
        const auto piece = input.next();
        parser.feed(piece, input.at_end());
    } while (!input.at_end());
}

} // namespace runlog::formats
