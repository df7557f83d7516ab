using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Domain.Tests.AgentRuns;

public sealed class RunLedgerTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly SessionKey Main = SessionKey.MainOf(AgentId.Main);
    private static readonly RunReport Done = new(new RunOutcome.Completed(StopReason.Stop), "done");

    [Fact]
    public void A_resent_request_finds_its_run_while_it_goes_and_for_five_minutes_after()
    {
        var run = RunId.Parse("r1");
        var ledger = RunLedger.Create(LedgerLimits.Default);
        Assert.Null(ledger.FindResent(run, Start));

        ledger = ledger.Accept(run, Main, Start);
        Assert.Null(ledger.FindResent(run, Start.AddHours(2))!.Report);

        ledger = ledger.End(run, Done, Start.AddHours(2));
        Assert.Equal(Done, ledger.FindResent(run, Start.AddHours(2).AddMinutes(4.9))!.Report);
        Assert.Null(ledger.FindResent(run, Start.AddHours(2).AddMinutes(5)));
    }

    [Fact]
    public void A_result_can_be_waited_for_ten_minutes()
    {
        var run = RunId.Parse("r1");
        var ledger = RunLedger.Create(LedgerLimits.Default).Accept(run, Main, Start).End(run, Done, Start);

        Assert.NotNull(ledger.FindResult(run, Start.AddMinutes(9.9)));
        Assert.Null(ledger.FindResult(run, Start.AddMinutes(10)));
    }

    [Fact]
    public void Only_the_first_end_counts()
    {
        var run = RunId.Parse("r1");
        var other = RunReport.Without(new RunOutcome.Aborted("rpc"));
        var ledger = RunLedger.Create(LedgerLimits.Default).Accept(run, Main, Start).End(run, Done, Start).End(run, other, Start);

        Assert.Equal(Done, ledger.FindResent(run, Start)!.Report);
        Assert.Equal(0, ledger.InFlight);
    }

    [Fact]
    public void A_refused_run_is_forgotten_and_an_ended_one_is_not()
    {
        var (refused, ended) = (RunId.Parse("refused"), RunId.Parse("ended"));
        var ledger = RunLedger.Create(LedgerLimits.Default)
            .Accept(refused, Main, Start).Accept(ended, Main, Start).End(ended, Done, Start).Refuse(refused).Refuse(ended);

        Assert.Null(ledger.FindResent(refused, Start));
        Assert.NotNull(ledger.FindResent(ended, Start));
    }

    [Fact]
    public void Answers_are_kept_within_their_bound()
    {
        var limits = LedgerLimits.Default with { MaxRetainedChars = 10 };
        var ledger = RunLedger.Create(limits);
        foreach (var name in new[] { "a", "b", "c" })
        {
            ledger = ledger.Accept(RunId.Parse(name), Main, Start).End(RunId.Parse(name), Done, Start);
        }

        Assert.Null(ledger.FindResent(RunId.Parse("a"), Start));
        Assert.NotNull(ledger.FindResent(RunId.Parse("b"), Start));
        Assert.NotNull(ledger.FindResent(RunId.Parse("c"), Start));
    }

    /// <summary>Against a plain dictionary with the same rules: runs in flight are never lost, ended ones are the newest few.</summary>
    [Fact]
    public void The_ledger_agrees_with_a_simple_model() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), steps =>
    {
        var limits = LedgerLimits.Default with { MaxEnded = 3 };
        var ledger = RunLedger.Create(limits);
        var flying = new HashSet<RunId>();
        var ended = new List<RunId>();
        var now = Start;
        foreach (var step in steps)
        {
            now = now.AddSeconds(1);
            var run = RunId.Parse($"r{step % 8}");
            if (step < 100 && !flying.Contains(run))
            {
                ledger = ledger.Accept(run, Main, now);
                flying.Add(run);
                ended.Remove(run);
            }
            else if (step < 200)
            {
                ledger = ledger.End(run, Done, now);
                if (flying.Remove(run))
                {
                    ended.Add(run);
                    if (ended.Count > limits.MaxEnded)
                    {
                        ended.RemoveAt(0);
                    }
                }
            }
            else
            {
                ledger = ledger.Refuse(run);
                flying.Remove(run);
            }

            if (ledger.InFlight != flying.Count)
            {
                return false;
            }
        }

        return Enumerable.Range(0, 8).Select(static i => RunId.Parse($"r{i}")).All(run =>
            ledger.FindResent(run, now) is { } entry
                ? entry.Report is null ? flying.Contains(run) : ended.Contains(run)
                : !flying.Contains(run) && !ended.Contains(run));
    }).QuickCheckThrowOnFailure();
}
