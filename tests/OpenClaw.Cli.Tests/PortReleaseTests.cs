using System.Runtime.Versioning;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Gateway.Force;
using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

/// <summary><c>gateway --force</c>: SIGTERM, SIGKILL after 700 ms, giving up after 2000 ms.</summary>
public sealed class PortReleaseTests
{
    [Fact]
    [Trait("Statement", "RUN-08")]
    [Trait("Statement", "RUN-09")]
    [Trait("Statement", "RUN-10")]
    [Trait("Statement", "TRB-03")]
    public async Task Listener_is_asked_to_end_and_named_in_the_log()
    {
        var machine = new Machine(endsAfter: TimeSpan.FromMilliseconds(200));
        var log = new StringWriter();

        await machine.ReleaseAsync(log);

        Assert.Equal(["term 42"], machine.Signals);
        Assert.Contains("force: ending node (pid 42) on port 18789 (SIGTERM)", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("is free after 200 ms", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stubborn_listener_is_killed_after_700_ms()
    {
        var machine = new Machine(endsAfter: null);
        var log = new StringWriter();

        await machine.ReleaseAsync(log);

        Assert.Equal(["term 42", "kill 42"], machine.Signals);
        Assert.Equal(TimeSpan.FromMilliseconds(700), machine.KilledAfter);
        Assert.Contains("SIGKILL was needed", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_that_stays_held_is_given_up_with_the_pids()
    {
        var machine = new Machine(endsAfter: null, isImmortal: true);

        var failure = await Assert.ThrowsAsync<CliException>(() => machine.ReleaseAsync(TextWriter.Null));

        Assert.Equal("port 18789 is still held by node (pid 42) after 2000 ms", failure.Message);
    }

    [Fact]
    public async Task Free_port_is_left_alone()
    {
        var machine = new Machine(endsAfter: TimeSpan.Zero);
        var log = new StringWriter();

        await machine.ReleaseAsync(log);

        Assert.Empty(machine.Signals);
        Assert.Equal("", log.ToString());
    }

    [Fact]
    [Trait("Statement", "RUN-12")]
    public async Task Missing_lsof_fails_at_once()
    {
        var failure = await Assert.ThrowsAsync<CliException>(() => new LsofPortProcesses("no-such-program-here").FindListenersAsync(1, CancellationToken.None));
        Assert.Equal("lsof not found; required for --force", failure.Message);
    }

    [Fact]
    [Trait("Statement", "RUN-11")]
    [UnsupportedOSPlatform("windows")]
    public async Task Lsof_is_asked_for_the_listeners_of_the_port_and_finding_none_is_no_error()
    {
        var folder = Directory.CreateTempSubdirectory("lsof-");
        try
        {
            var script = Path.Combine(folder.FullName, "lsof");
            await ShellScript.WriteAsync(script, "#!/bin/sh\necho \"$@\" > \"$0.args\"\nexit 1\n");

            Assert.Empty(await new LsofPortProcesses(script).FindListenersAsync(18789, CancellationToken.None));

            Assert.Equal("-nP -iTCP:18789 -sTCP:LISTEN -FpFc\n", await File.ReadAllTextAsync(script + ".args"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("p42\ncnode\nf21\n", "node (pid 42)")]
    [InlineData("p42\ncnode\nf21\nf22\np43\ncopenclaw\nf3\n", "node (pid 42), openclaw (pid 43)")]
    [InlineData("p42\np42\n", "unknown (pid 42)")]
    [InlineData("garbage\npx\nc\n\n", "")]
    public void Field_output_of_lsof_is_read(string output, string holders) =>
        Assert.Equal(holders, string.Join(", ", LsofPortProcesses.Parse(output)));

    /// <summary>A machine with one listener; its clock moves by each poll.</summary>
    private sealed class Machine(TimeSpan? endsAfter, bool isImmortal = false) : IPortProcesses
    {
        private readonly ManualTime _time = new();
        private readonly DateTimeOffset _begun = new ManualTime().GetUtcNow();

        public List<string> Signals { get; } = [];

        public TimeSpan? KilledAfter { get; private set; }

        public async Task ReleaseAsync(TextWriter log)
        {
            var releasing = new PortRelease(this, log, _time).RunAsync(18789, CancellationToken.None);
            while (await Task.WhenAny(releasing, _time.TimerPendingAsync()) != releasing)
                _time.Advance(TimeSpan.FromMilliseconds(100));

            await releasing;
        }

        public Task<IReadOnlyList<PortHolder>> FindListenersAsync(int port, CancellationToken cancellationToken)
        {
            var elapsed = _time.GetUtcNow() - _begun;
            var gone = !isImmortal && (elapsed >= endsAfter || (KilledAfter is { } killed && elapsed > killed));
            return Task.FromResult<IReadOnlyList<PortHolder>>(gone ? [] : [new PortHolder(42, "node")]);
        }

        public void End(PortHolder holder, bool atOnce)
        {
            Signals.Add($"{(atOnce ? "kill" : "term")} {holder.Pid}");
            if (atOnce)
                KilledAfter = _time.GetUtcNow() - _begun;
        }
    }
}
