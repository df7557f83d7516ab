using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.Sessions;

/// <summary>Empties or deletes a conversation. Neither can be undone, so both want to be told that they are meant.</summary>
internal sealed class SessionChangeCommand : GatewayCommand
{
    private readonly Argument<string> _key = new("key") { Description = "The session's key, as sessions shows it" };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do it: it cannot be undone" };
    private readonly string _method;

    public SessionChangeCommand(CliContext cli, string name, string description, string method)
        : base(cli, name, description, [$"openclaw sessions {name} agent:main:scratch --yes"])
    {
        _method = method;
        Arguments.Add(_key);
        Options.Add(_yes);
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var key = invocation.Parse.GetRequiredValue(_key);
        if (!invocation.Parse.GetValue(_yes))
            throw new CliException($"{Name} cannot be undone; say that you mean it: openclaw sessions {Name} {key} --yes", "CONFIRMATION_REQUIRED");
        var parameters = JsonOutput.Build(key, static (writer, session) => writer.WriteString("key", session));
        return invocation.ShowAsync(_method, Scopes.Admin, _ => invocation.Out.WriteLine($"{Name}: {key}"), cancellationToken, parameters);
    }
}
