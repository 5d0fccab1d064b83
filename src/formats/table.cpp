#include "table.hpp"

#include <fmt/format.h>

namespace runlog::formats {

namespace {

/// One table on its way in.
class TableReader {
public:
    TableReader(std::istream& in, std::string_view owner, const std::function<RowReader(const Header&)>& begin,
                const RowVisitor& visit)
        : owner_(owner), begin_(begin), visit_(visit), in_(in) {}

    void read() {
        read_csv_records(
            in_, [this](const CsvRecord& record) { take(record); },
            [this](std::size_t line, const std::string& why) { take_bad(line, why); });
        if (header_.empty())
            throw BadFile("The file is empty.", fmt::format("The first line of {} names its columns.", owner_));
    }

private:
    void take(const CsvRecord& record) {
        if (header_.empty()) {
            header_ = record.fields;
            read_row_ = begin_(header_);
            return;
        }
        try {
            visit_.run(run_from(record));
        } catch (const BadField& bad) {
            visit_.bad({record.line, bad.where, bad.what()});
        }
    }

    ReadRun run_from(const CsvRecord& record) const {
        if (record.fields.size() != header_.size())
            throw BadField("", fmt::format("it has {1} fields where the first line has {0}", header_.size(),
                                           record.fields.size()));
        ReadRun read = read_row_(TableRow(header_, record));
        read.line = record.line;
        return read;
    }

    void take_bad(std::size_t line, const std::string& why) {
        if (header_.empty())
            throw BadFile(fmt::format("The first line cannot be read: {}.", why),
                          fmt::format("The first line of {} names its columns.", owner_));
        visit_.bad({line, "", why});
    }

    std::string_view owner_;
    const std::function<RowReader(const Header&)>& begin_;
    const RowVisitor& visit_;
    std::istream& in_;
    Header header_;
    RowReader read_row_;
};

} // namespace

Column column_called(const Header& header, std::string_view name, std::size_t occurrence) {
    for (std::size_t i = 0; i < header.size(); ++i)
        if (header[i] == name && occurrence-- == 0) return i;
    return std::nullopt;
}

const std::string& TableRow::text(Column column) const {
    static const std::string none;
    return column ? record_.fields.at(*column) : none;
}

Cell TableRow::cell(Column column) const {
    return {column ? header_.at(*column) : "", text(column), record_.line};
}

void read_table(std::istream& in, std::string_view owner, const std::function<RowReader(const Header&)>& begin,
                const RowVisitor& visit) {
    TableReader(in, owner, begin, visit).read();
}

void refuse_header(std::string_view owner, const std::string& hint) {
    throw BadFile(fmt::format("Its first line is not that of {}.", owner), hint);
}

} // namespace runlog::formats
