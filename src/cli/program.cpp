#include "runlog/cli/program.hpp"

#include "context.hpp"
#include "json.hpp"
#include "parser.hpp"
#include "runlog/domain/error.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <iostream>

namespace runlog::cli {

namespace {

constexpr int trouble_status = 2;

/// The shell that completes a word wants words or nothing; the command itself will tell what is wrong.
bool is_completion(const std::vector<std::string>& arguments) {
    return !arguments.empty() && arguments.front() == "_complete";
}

bool wants_json(const std::vector<std::string>& arguments) {
    return std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
}

/// Tells a failure on standard error, and as JSON where that was asked for.
int tell(const Error& error, const std::vector<std::string>& arguments, Streams streams) {
    streams.out.discard();
    if (is_completion(arguments)) return 0;
    streams.err.write(error_text(error));
    if (wants_json(arguments)) {
        Json object{{"schema", 1}};
        object["error"] = Json{{"message", error.what()}, {"hint", error.hint()}};
        streams.out.write(object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    }
    return trouble_status;
}

Error in_our_words(const std::exception& trouble, const std::filesystem::path& path) {
    if (const auto* own = dynamic_cast<const Error*>(&trouble)) return *own;
    if (const auto known = store::explain(trouble, path)) return *known;
    return Error(fmt::format("Something went wrong: {}.", trouble.what()), "Please report it.");
}

/// What is done may stay done although nobody could be told.
int tell_unwritten(const Error& error, bool changed, Streams streams) {
    const std::string hint = changed ? "The log has been changed all the same: see runlog history." : "";
    streams.err.write(error_text(Error(error.what(), hint)));
    streams.err.flush();
    return trouble_status;
}

int flush(int status, bool changed, Streams streams) {
    try {
        streams.out.flush();
    } catch (const Error& error) {
        return tell_unwritten(error, changed, streams);
    }
    return status;
}

void flush_quietly(system::Output& output) {
    try {
        output.flush();
    } catch (const Error&) {
        // Nobody is left to be told.
    }
}

} // namespace

int run_program(const std::vector<std::string>& arguments, const system::Surroundings& around, Streams streams) {
    std::optional<Context> context;
    int status = trouble_status;
    try {
        const Request request = parse(arguments);
        context.emplace(around, streams, request.log_path);
        if (request.answer.empty()) {
            status = request.action(*context);
        } else {
            context->print(request.answer);
            status = 0;
        }
    } catch (const std::exception& trouble) {
        std::filesystem::path path;
        try {
            if (context) path = context->log_path();
        } catch (const Error&) {
            // Then the trouble is not about the log.
        }
        status = tell(in_our_words(trouble, path), arguments, streams);
    }
    status = flush(status, context && context->has_changed(), streams);
    flush_quietly(streams.err);
    return status;
}

int run_process(int argc, char** argv) {
    system::guard_standard_streams();
    std::signal(SIGPIPE, SIG_IGN);
    system::Output out(STDOUT_FILENO);
    system::Output err(STDERR_FILENO);
    const Streams streams{std::cin, out, err};
    const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    try {
        return run_program(arguments, system::read_surroundings(), streams);
    } catch (const Error& error) {
        const int status = flush(tell(error, arguments, streams), false, streams);
        flush_quietly(err);
        return status;
    }
}

} // namespace runlog::cli
