#pragma once

#include "formats/readers.hpp"

#include <cstddef>
#include <istream>
#include <sstream>
#include <streambuf>
#include <string>
#include <utility>
#include <vector>

/// What the tests of the readers of XML share.
namespace runlog::formats::xml_testing {

/// What became of the activities of one file.
struct Activities {
    std::vector<ReadRun> runs;
    std::vector<BadRow> bad;
};

using Reader = void (*)(std::istream&, const RowVisitor&);

inline Activities read(Reader reader, std::istream& in) {
    Activities found;
    reader(in, {[&](ReadRun run) { found.runs.push_back(std::move(run)); },
                [&](BadRow row) { found.bad.push_back(std::move(row)); }});
    return found;
}

inline Activities read(Reader reader, const std::string& file) {
    std::istringstream in(file);
    return read(reader, in);
}

/// Makes a file of any size while it is read: `beginning`, `count` times what `piece` is, `end`.
class Made : public std::streambuf {
public:
    Made(std::string beginning, std::string piece, std::size_t count, std::string end)
        : beginning_(std::move(beginning)), piece_(std::move(piece)), end_(std::move(end)), left_(count) {}

    std::size_t pieces_left() const { return left_; }

protected:
    /// The piece, again and again, unless a test has a better one.
    virtual const std::string& next_piece() { return piece_; }

    int_type underflow() override {
        if (!begun_) {
            begun_ = true;
            show(beginning_);
        } else if (left_ > 0) {
            --left_;
            shown_ = next_piece();
            show(shown_);
        } else if (!ended_) {
            ended_ = true;
            show(end_);
        } else {
            return traits_type::eof();
        }
        return gptr() == egptr() ? underflow() : traits_type::to_int_type(*gptr());
    }

private:
    void show(std::string& text) { setg(text.data(), text.data(), text.data() + text.size()); }

    std::string beginning_;
    std::string piece_;
    std::string end_;
    std::string shown_;
    std::size_t left_;
    bool begun_ = false;
    bool ended_ = false;
};

} // namespace runlog::formats::xml_testing
