#include "csv_reader.hpp"

#include "lines.hpp"
#include "runlog/formats/read_run.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <exception>

namespace runlog::formats {

namespace {

/// libcsv behind C++: it is fed line by line, so that each record's place is known, and what the visitors throw waits
/// until its C code has returned.
class Reader {
public:
    Reader(const std::function<void(const CsvRecord&)>& record,
           const std::function<void(std::size_t, const std::string&)>& bad)
        : record_(record), bad_(bad) {
        begin();
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() { csv_free(&parser_); }

    void feed(const std::string& line) {
        ++line_;
        if (current_.fields.empty() && !inside_) current_.line = line_;
        const std::size_t ended = records_;
        const bool fine = csv_parse(&parser_, line.data(), line.size(), on_field, on_record, this) == line.size();
        rethrow();
        if (!fine) return skip_record();
        refuse_endless();
        inside_ = records_ == ended && (inside_ || !is_blank(line));
    }

    void finish() {
        if (csv_fini(&parser_, on_field, on_record, this) != 0) skip_record();
        rethrow();
    }

private:
    void begin() {
        if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw Error("There is no memory left to read CSV.");
        // The characters it would trim around a field are data here.
        csv_set_space_func(&parser_, [](unsigned char) { return 0; });
    }

    void begin_record() {
        current_.fields.clear();
        finished_ = 0;
    }

    static bool is_blank(const std::string& line) { return line.find_first_not_of("\r\n") == std::string::npos; }

    void skip_record() {
        csv_free(&parser_);
        begin();
        bad_(current_.line, "its quotes do not match");
        begin_record();
        inside_ = false;
    }

    /// A record that a quote keeps open takes line after line.
    void refuse_endless() const {
        if (finished_ + parser_.entry_pos <= longest_line) return;
        throw BadFile(fmt::format("The record that begins on line {} is longer than a megabyte.", current_.line),
                      "There may be a quote that nothing closes.");
    }

    void rethrow() {
        if (!thrown_) return;
        const auto thrown = thrown_;
        thrown_ = nullptr;
        std::rethrow_exception(thrown);
    }

    static void on_field(void* text, std::size_t size, void* self) {
        auto& reader = *static_cast<Reader*>(self);
        reader.current_.fields.emplace_back(static_cast<const char*>(text), size);
        reader.finished_ += size + 1;
    }

    static void on_record(int, void* self) {
        auto& reader = *static_cast<Reader*>(self);
        ++reader.records_;
        try {
            if (!reader.thrown_) reader.record_(reader.current_);
        } catch (...) {
            reader.thrown_ = std::current_exception();
        }
        reader.begin_record();
    }

    const std::function<void(const CsvRecord&)>& record_;
    const std::function<void(std::size_t, const std::string&)>& bad_;
    csv_parser parser_{};
    CsvRecord current_;
    std::size_t line_ = 0;
    std::size_t records_ = 0;
    std::size_t finished_ = 0; ///< how much of the current record its finished fields take
    bool inside_ = false;      ///< in the middle of a record that a quoted line break has split
    std::exception_ptr thrown_;
};

} // namespace

void read_csv_records(std::istream& in, const std::function<void(const CsvRecord&)>& record,
                      const std::function<void(std::size_t, const std::string&)>& bad) {
    Reader reader(record, bad);
    bool first = true;
    for (std::string line; next_line(in, line); first = false) {
        if (first && line.starts_with(byte_order_mark)) line.erase(0, byte_order_mark.size());
        if (!in.eof()) line += '\n';
        reader.feed(line);
    }
    reader.finish();
}

} // namespace runlog::formats
