using System.Text.Json;

namespace OpenClaw.Cli.Tests;

/// <summary>Version, help and wrong command lines.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--version")]
    [InlineData("-V")]
    public async Task Version_is_one_line(string flag)
    {
        using var run = new CliRun();
        Assert.Equal(0, await run.RunAsync(flag));
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", run.Out.Text);
    }

    [Fact]
    public async Task Nothing_shows_the_help_with_every_command()
    {
        using var run = new CliRun();
        Assert.Equal(0, await run.RunAsync());
        foreach (var command in (string[])["gateway", "agent", "health", "status", "logs", "channels", "models", "sessions", "system", "devices", "nodes", "agents", "approvals", "cron", "config", "--profile", "--dev", "--version"])
            Assert.Contains($"\n  {command} ", run.Out.Text, StringComparison.Ordinal);
        Assert.Contains("Examples:\n  openclaw gateway --allow-unconfigured\n", run.Out.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gateway", "--port --bind --auth --token --password --allow-unconfigured --force --verbose --ws-log --compact")]
    [InlineData("gateway run", "--port --bind --auth --token --password --allow-unconfigured --force --verbose --ws-log --compact")]
    [InlineData("gateway health", "--url --token --password --timeout --json")]
    [InlineData("gateway status", "--url --token --password --timeout --no-probe --json")]
    [InlineData("gateway call", "--params --expect-final --url --token --password --timeout --json")]
    [InlineData("agent", "--message --to --session-key --session-id --agent --timeout --url --token --json")]
    [InlineData("logs", "--follow --limit --max-bytes --interval --json --plain --no-color --url --token")]
    [InlineData("channels status", "--probe --timeout --json")]
    [InlineData("system event", "--text --mode --json")]
    [InlineData("nodes invoke", "--node --command --params --invoke-timeout --url --token --json")]
    [InlineData("approvals allow", "--always --url --token --json")]
    [InlineData("sessions delete", "--yes --url --token --json")]
    [InlineData("devices rotate", "--device --role --json")]
    public async Task Help_names_every_option_and_shows_an_example(string command, string options)
    {
        using var run = new CliRun();
        Assert.Equal(0, await run.RunAsync([.. command.Split(' '), "--help"]));
        foreach (var option in options.Split(' '))
            Assert.Contains(option, run.Out.Text, StringComparison.Ordinal);
        Assert.Contains("\nExamples:\n  openclaw ", run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_commands_help_has_an_example()
    {
        var without = new List<string>();
        var commands = new Queue<string[]>([[]]);
        var seen = 0;
        while (commands.TryDequeue(out var command))
        {
            seen++;
            using var run = new CliRun();
            Assert.Equal(0, await run.RunAsync([.. command, "--help"]));
            var lines = run.Out.Text.ReplaceLineEndings("\n").Split('\n');
            if (!run.Out.Text.Contains("Examples:\n  openclaw ", StringComparison.Ordinal))
                without.Add(string.Join(' ', command));
            foreach (var line in lines.SkipWhile(static line => line != "Commands:").Skip(1).TakeWhile(static line => line.Length > 0).Where(static line => line[2] != ' '))
                commands.Enqueue([.. command, line.TrimStart().Split(' ')[0].TrimEnd(',')]);
        }

        Assert.Empty(without);
        Assert.True(seen > 50, $"only {seen} commands were found");
    }

    [Theory]
    [InlineData("invalid port: abc (a number from 1 to 65535)", "gateway", "--port", "abc")]
    [InlineData("invalid port: 70000 (a number from 1 to 65535)", "gateway", "run", "--port", "70000")]
    [InlineData("--bind must be one of loopback, lan, tailnet, auto, custom, not: everywhere", "gateway", "--bind", "everywhere")]
    [InlineData("--auth must be one of none, token, password, trusted-proxy, not: magic", "gateway", "--auth", "magic")]
    [InlineData("--ws-log must be one of auto, full, compact, not: loud", "gateway", "--ws-log", "loud")]
    [InlineData("unknown command or option: frobnicate", "frobnicate")]
    [InlineData("unknown command or option: --frob", "health", "--frob")]
    [InlineData("unknown command or option: helth (did you mean health?)", "helth")]
    [InlineData("unknown command or option: rnu (did you mean run?)", "gateway", "rnu")]
    [InlineData("unknown command or option: --jsno (did you mean --json?)", "health", "--jsno")]
    [InlineData("Option '--message' is required.", "agent")]
    [InlineData("--timeout wants a whole number above 0, not: soon", "health", "--timeout", "soon")]
    [InlineData("--params must be a JSON object", "gateway", "call", "health", "--params", "[]")]
    [InlineData("--params must be a JSON object", "nodes", "invoke", "--node", "kitchen", "--command", "x", "--params", "1")]
    public async Task Wrong_command_line_ends_with_1_and_the_fault_in_one_line(string fault, params string[] args)
    {
        using var run = new CliRun();
        Assert.Equal(1, await run.RunAsync(args));
        Assert.StartsWith($"openclaw: {fault}\n", run.Error.Text, StringComparison.Ordinal);
        Assert.Equal("", run.Out.Text);
    }

    [Theory]
    [InlineData("unknown command or option: --frob", "health", "--json", "--frob")]
    [InlineData("Option '--message' is required.", "agent", "--json")]
    [InlineData("--params is no JSON", "gateway", "call", "health", "--json", "--params", "{")]
    public async Task Wrong_command_line_is_a_document_where_json_is_asked_for(string fault, params string[] args)
    {
        using var run = new CliRun();
        Assert.Equal(1, await run.RunAsync(args));
        var error = JsonDocument.Parse(run.Out.Text).RootElement.GetProperty("error");
        Assert.Equal("USAGE", error.GetProperty("code").GetString());
        Assert.StartsWith(fault, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" [command] [options]", "help")]
    [InlineData(" gateway call <method> [options]", "help", "gateway", "call")]
    public async Task Help_may_be_asked_for_as_a_command(string usage, params string[] args)
    {
        using var run = new CliRun();
        Assert.Equal(0, await run.RunAsync(args));
        Assert.Contains($"{usage}\n", run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Group_without_command_names_its_commands()
    {
        using var run = new CliRun();
        Assert.Equal(1, await run.RunAsync("system"));
        Assert.StartsWith("openclaw: system needs one of: presence, event, heartbeat\n", run.Error.Text, StringComparison.Ordinal);
    }
}
