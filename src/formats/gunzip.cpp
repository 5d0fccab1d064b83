#include "gunzip.hpp"

#include "inflater.hpp"

#include <utility>

namespace runlog::formats {

namespace {

class Gunzip final : public Source {
public:
    explicit Gunzip(std::unique_ptr<Input> packed)
        : packed_(std::move(packed)), inflater_(Inflater::Kind::gzip, [this](char* to, std::size_t size) {
              const auto got = packed_->stream().rdbuf()->sgetn(to, static_cast<std::streamsize>(size));
              return static_cast<std::size_t>(got);
          }) {}

    std::size_t read(char* to, std::size_t size) override {
        std::size_t got = 0;
        while (got == 0 && !ended_) {
            got = inflater_.read(to, size);
            if (got == 0) ended_ = !inflater_.begin_another();
        }
        out_ += got;
        check_swelling(out_, consumed());
        return got;
    }

    std::uint64_t consumed() const override { return packed_->consumed(); }

private:
    std::unique_ptr<Input> packed_;
    Inflater inflater_;
    std::uint64_t out_ = 0;
    bool ended_ = false;
};

} // namespace

bool is_gzip(std::string_view beginning) {
    return beginning.starts_with("\x1f\x8b");
}

std::unique_ptr<Source> gunzip(std::unique_ptr<Input> packed) {
    return std::make_unique<Gunzip>(std::move(packed));
}

} // namespace runlog::formats
