using System.Collections.Immutable;
using OpenClaw.Domain.Approvals;
using OpenClaw.Domain.Tools;
using OpenClaw.Tools.Exec;

namespace OpenClaw.Tools.Tests.Exec;

public sealed class ExecToolTests : ToolFixture
{
    private readonly ScriptedApprovals _approvals = new();
    private readonly BackgroundCommands _background = new();

    public ExecToolTests()
    {
        Host = new ToolBox([new ExecTool(_approvals, _background, TimeProvider.System), new ProcessTool(_background, TimeProvider.System)], _ => Options);
        Allow(ExecSecurity.Full, ExecAsk.Off);
    }

    internal override IToolHost Host { get; }

    [Fact]
    public async Task By_default_nothing_runs_and_nobody_is_asked()
    {
        Options = Options with { Exec = new ExecOptions() };
        Assert.Contains("denied by policy", await RefusedAsync("exec", """{"command":"touch made"}"""), StringComparison.Ordinal);
        Assert.Empty(_approvals.Asked);
        Assert.Empty(Directory.GetFileSystemEntries(Root));
    }

    [Fact]
    public async Task Output_and_errors_come_in_one_text_with_the_exit_code()
    {
        Assert.Equal("out\nerr", await OkAsync("exec", """{"command":"echo out; sleep 0.05; echo err >&2"}"""));
        Assert.Equal("half\n\n[Exit code 3]", await RefusedAsync("exec", """{"command":"echo half; exit 3"}"""));
        Assert.Equal("[No output, exit code 0]", await OkAsync("exec", """{"command":"true"}"""));
        Assert.Equal(Root, await OkAsync("exec", """{"command":"pwd"}"""));
        Directory.CreateDirectory(Path.Combine(Root, "sub"));
        Assert.Equal(Path.Combine(Root, "sub"), await OkAsync("exec", """{"command":"pwd","workdir":"sub"}"""));
        Assert.Contains("does not exist", await RefusedAsync("exec", """{"command":"pwd","workdir":"nowhere"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_is_closed() => Assert.Equal("[No output, exit code 0]", await OkAsync("exec", """{"command":"cat"}"""));

    [Fact]
    public async Task Of_much_output_the_beginning_and_the_end_are_kept()
    {
        var text = await OkAsync("exec", """{"command":"echo first; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo last"}""");
        Assert.StartsWith("first\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\nlast", text, StringComparison.Ordinal);
        Assert.Contains("bytes left out", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, CommandOutput.HeadBytes, CommandOutput.HeadBytes + CommandOutput.TailBytes + 100);
    }

    [Fact]
    public async Task The_gateways_secrets_are_not_in_the_environment()
    {
        Environment.SetEnvironmentVariable("SOME_PROVIDER_API_KEY", "sk-1");
        Environment.SetEnvironmentVariable("OPENCLAW_GATEWAY_TOKEN", "t-1");
        Environment.SetEnvironmentVariable("PLAIN_BUT_SECRET", "p-1");
        Options = Options with { Exec = Options.Exec with { SecretVariables = new HashSet<string> { "PLAIN_BUT_SECRET" } } };
        var text = await OkAsync("exec", """{"command":"env","env":{"FOO":"bar"}}""");
        Assert.DoesNotContain("sk-1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("t-1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("p-1", text, StringComparison.Ordinal);
        Assert.Contains("FOO=bar", text, StringComparison.Ordinal);
        Assert.Contains("PATH=", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LD_PRELOAD")]
    [InlineData("PATH")]
    [InlineData("BASH_ENV")]
    [InlineData("NODE_OPTIONS")]
    [InlineData("openclaw_state_dir")]
    [InlineData("A=B")]
    public async Task A_variable_that_could_make_it_another_command_is_refused(string name) =>
        Assert.Contains("may not be set", await RefusedAsync("exec", $$$"""{"command":"true","env":{"{{{name}}}":"x"}}"""), StringComparison.Ordinal);

    [Fact]
    public async Task Its_time_over_the_whole_group_ends_the_deaf_ones_too()
    {
        Options = Options with { Exec = Options.Exec with { Grace = TimeSpan.FromMilliseconds(200) } };
        var text = await RefusedAsync("exec", """{"command":"trap '' TERM; (trap '' TERM; sleep 61) & echo $!; sleep 62","timeout":5}""");
        Assert.Contains("its time was over", text, StringComparison.Ordinal);
        await AssertEndsAsync(int.Parse(text.Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task An_abort_ends_the_whole_group()
    {
        using var abort = new CancellationTokenSource();
        var started = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = CallAsync("exec", """{"command":"sleep 63 & echo $!; wait"}""", text => started.TrySetResult(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)), abort.Token);
        var child = await started.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(IsAlive(child));
        await abort.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await AssertEndsAsync(child);
    }

    [Fact]
    public async Task What_a_command_leaves_behind_ends_with_it()
    {
        var text = await OkAsync("exec", """{"command":"sleep 64 & echo $!"}""");
        await AssertEndsAsync(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task In_the_background_it_runs_on_and_can_be_looked_after()
    {
        var text = await OkAsync("exec", """{"command":"echo $$; sleep 65","background":true}""");
        var id = System.Text.RegularExpressions.Regex.Match(text, "bg-[0-9]+").Value;
        Assert.Contains($"{id}  running", await OkAsync("process", """{"action":"list"}"""), StringComparison.Ordinal);
        Assert.Contains("Still running", await OkAsync("process", $$"""{"action":"poll","sessionId":"{{id}}","timeout":50}"""), StringComparison.Ordinal);
        await OkAsync("process", $$"""{"action":"kill","sessionId":"{{id}}"}""");
        Assert.Contains("Stopped after", await RefusedAsync("process", $$"""{"action":"log","sessionId":"{{id}}"}"""), StringComparison.Ordinal);
        await OkAsync("process", $$"""{"action":"remove","sessionId":"{{id}}"}""");
        Assert.Contains("There is no command", await RefusedAsync("process", $$"""{"action":"log","sessionId":"{{id}}"}"""), StringComparison.Ordinal);
        Assert.Equal("quick", await OkAsync("exec", """{"command":"echo quick","yieldMs":20000}"""));
    }

    [Fact]
    public async Task A_listed_command_runs_and_another_is_put_to_a_person()
    {
        Allow(ExecSecurity.Allowlist, ExecAsk.OnMiss);
        _approvals.Agent = new ExecAgentApprovals(new(), [new ExecAllowlistEntry("1", "/**/echo", ["hello"])]);
        Assert.Equal("HELLO", await OkAsync("exec", """{"command":"echo hello | tr a-z A-Z"}"""));
        Assert.Empty(_approvals.Asked);

        Assert.Contains("not approved", await RefusedAsync("exec", """{"command":"echo hello; touch made"}"""), StringComparison.Ordinal);
        var asked = Assert.Single(_approvals.Asked);
        Assert.Equal(("echo hello; touch made", Root, "agent:main:main", "main", "allowlist", "on-miss"), (asked.Command, asked.WorkingDirectory, asked.SessionKey, asked.AgentId, asked.Security, asked.Ask));
        Assert.Equal(["/bin/sh", "-c", "echo hello; touch made"], asked.Arguments!.Value.ToArray());
        Assert.Empty(Directory.GetFileSystemEntries(Root));

        _approvals.Answer = ApprovalDecision.AllowOnce;
        await OkAsync("exec", """{"command":"echo hello; touch made"}""");
        Assert.True(File.Exists(Path.Combine(Root, "made")));
    }

    [Fact]
    public async Task A_denied_or_unanswered_question_runs_nothing()
    {
        Allow(ExecSecurity.Full, ExecAsk.Always);
        foreach (var answer in new ApprovalDecision?[] { ApprovalDecision.Deny, null })
        {
            _approvals.Answer = answer;
            Assert.Contains("not approved", await RefusedAsync("exec", """{"command":"touch made"}"""), StringComparison.Ordinal);
        }

        Options = Options with { Exec = new ExecOptions { Policy = new(ExecSecurity.Full, ExecAsk.Always, ExecSecurity.Full) } };
        await OkAsync("exec", """{"command":"touch made"}""");
        _approvals.Answer = ApprovalDecision.Deny;
        await RefusedAsync("exec", """{"command":"touch denied"}""");
        Assert.Equal(["made"], Directory.GetFileSystemEntries(Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task For_ever_means_each_program_with_exactly_these_arguments()
    {
        Allow(ExecSecurity.Allowlist, ExecAsk.OnMiss);
        _approvals.Answer = ApprovalDecision.AllowAlways;
        await OkAsync("exec", """{"command":"echo one && echo two | wc -c"}""");
        var remembered = Assert.Single(_approvals.Asked).Remember;
        Assert.Equal([["one"], ["two"]], remembered.Select(entry => entry.Arguments!.Value.ToArray()));
        Assert.All(remembered, entry => Assert.EndsWith("/echo", entry.Pattern, StringComparison.Ordinal));

        // What a shell would expand is not known before it runs: it cannot be allowed for ever.
        await OkAsync("exec", """{"command":"echo $HOME"}""");
        Assert.Empty(_approvals.Asked[1].Remember);
    }

    [Fact]
    public async Task A_shell_function_or_builtin_cannot_take_the_place_of_a_listed_program()
    {
        Allow(ExecSecurity.Allowlist, ExecAsk.Off);
        _approvals.Agent = new ExecAgentApprovals(new(), [new ExecAllowlistEntry("1", "/**/echo")]);
        Assert.Contains("not on the list", await RefusedAsync("exec", """{"command":"echo x > made"}"""), StringComparison.Ordinal);
        Assert.Contains("not on the list", await RefusedAsync("exec", """{"command":"./echo x"}"""), StringComparison.Ordinal);
        Assert.Contains("not on the list", await RefusedAsync("exec", """{"command":"eval echo x"}"""), StringComparison.Ordinal);
        Assert.Contains("not on the list", await RefusedAsync("exec", """{"command":"echo x","env":{"A":"b"}}"""), StringComparison.Ordinal);
        Assert.Equal("$(id) `id` > x", await OkAsync("exec", """{"command":"echo '$(id) `id` > x'"}"""));
        Assert.Empty(Directory.GetFileSystemEntries(Root));
    }

    public override void Dispose()
    {
        _background.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Allow(ExecSecurity security, ExecAsk ask) => Options = Options with { Exec = Options.Exec with { Policy = new(security, ask) } };

    /// <summary>It was killed and has closed its files, by which the tool knows that it is over; the kernel may have some steps left to go with it.</summary>
    private static async Task AssertEndsAsync(int id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (IsAlive(id))
        {
            Assert.False(patience.IsCancellationRequested, $"process {id} goes on");
            await Task.Yield();
        }
    }

    /// <summary>Whether a process runs; one that has ended and that nobody has collected yet does not.</summary>
    private static bool IsAlive(int id)
    {
        var status = $"/proc/{id}/stat";
        try
        {
            return File.Exists(status) && File.ReadAllText(status).Split(") ")[^1][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
