// Catch2's reporter `live`, for whoever shows a run while it goes on: a line of JSON for everything
// that happens, as soon as it does.
//
//   {"run":812}                                     tests that will run
//   {"test":"its name"}
//   {"result":"failed","seconds":0.01,"text":"..."}  or passed, or skipped with the reason
//   {"problem":"..."}                               with the filter
#include <catch2/catch_assertion_info.hpp>
#include <catch2/catch_test_case_info.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/interfaces/catch_interfaces_config.hpp>
#include <catch2/internal/catch_test_case_registry_impl.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
#include <catch2/reporters/catch_reporter_streaming_base.hpp>
#include <chrono>
#include <nlohmann/json.hpp>
#include <ostream>

namespace weft {
namespace {

using Clock = std::chrono::steady_clock;

std::string place(const Catch::SourceLineInfo& line) {
  const std::string file = line.file;
  const size_t own = file.rfind("tests/");
  return file.substr(own == file.npos ? 0 : own) + ":" + std::to_string(line.line);
}

class LiveReporter : public Catch::StreamingReporterBase {
 public:
  using StreamingReporterBase::StreamingReporterBase;
  static std::string getDescription() { return "a line of JSON for each test as it begins, ends"; }

  void testRunStarting(const Catch::TestRunInfo&) override {
    const auto& all = Catch::getAllTestCasesSorted(*m_config);
    say({{"run", filterTests(all, m_config->testSpec(), *m_config).size()}});
  }
  void noMatchingTestCases(Catch::StringRef spec) override {
    say({{"problem", "no test matches '" + std::string(spec) + "'"}});
  }
  void reportInvalidTestSpec(Catch::StringRef spec) override {
    say({{"problem", "the filter '" + std::string(spec) + "' is not one of Catch2's"}});
  }

  void testCaseStarting(const Catch::TestCaseInfo& test) override {
    StreamingReporterBase::testCaseStarting(test);
    text_.clear();
    begun_ = Clock::now();
    say({{"test", test.name}});
  }

  void assertionEnded(const Catch::AssertionStats& stats) override {
    const Catch::AssertionResult& result = stats.assertionResult;
    const bool skipped = result.getResultType() == Catch::ResultWas::ExplicitSkip;
    if (result.isOk() && !skipped) return;
    if (!text_.empty()) text_ += "\n";
    if (!skipped) text_ += place(result.getSourceInfo()) + "\n";
    // The first section is the test itself.
    for (size_t i = 1; i < m_sectionStack.size(); ++i) add("in ", m_sectionStack[i].name);
    if (result.hasExpression()) add("", result.getExpressionInMacro());
    if (result.hasExpandedExpression()) add("with ", result.getExpandedExpression());
    if (result.hasMessage()) add("", std::string(result.getMessage()));
    for (const Catch::MessageInfo& info : stats.infoMessages) {
      // A failure's own message is the last of them.
      if (info.message != std::string(result.getMessage())) add("", info.message);
    }
  }

  void testCaseEnded(const Catch::TestCaseStats& stats) override {
    const Catch::Counts& counts = stats.totals.testCases;
    const std::chrono::duration<double> time = Clock::now() - begun_;
    say({{"result", counts.failed    ? "failed"
                    : counts.skipped ? "skipped"
                                     : "passed"},
         {"seconds", time.count()},
         {"text", text_}});
    StreamingReporterBase::testCaseEnded(stats);
  }

 private:
  void add(const char* before, const std::string& line) { text_ += before + line + "\n"; }
  void say(const nlohmann::ordered_json& line) {
    m_stream << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
  }

  std::string text_;
  Clock::time_point begun_;
};

CATCH_REGISTER_REPORTER("live", LiveReporter)

// Runs when it is asked for: what shows runs must be seen to show failures.
TEST_CASE("one and one are three: fails, to show how failures look", "[.fail]") {
  const int one = 1;
  INFO("counted with care");
  CHECK(one + one == 3);
}

}  // namespace
}  // namespace weft
