using System.Diagnostics.CodeAnalysis;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Tools.Exec;

/// <summary>A command that goes on beyond the call that started it.</summary>
/// <param name="Id">Names it towards the model.</param>
/// <param name="Agent">Whose it is.</param>
/// <param name="Command">The command line.</param>
/// <param name="Running">The command.</param>
internal sealed record BackgroundCommand(string Id, AgentId Agent, string Command, RunningCommand Running);

/// <summary>Keeps the commands that run in the background, and those that ended for as long as somebody may ask. Disposing ends them all.</summary>
/// <remarks>Thread safe. They end with the gateway: nothing is left running that nobody knows of.</remarks>
internal sealed class BackgroundCommands : IAsyncDisposable
{
    /// <summary>Commands that may run at a time.</summary>
    public const int MaxRunning = 32;

    private const int MaxKept = 128;

    private readonly Lock _lock = new();
    private readonly LinkedList<BackgroundCommand> _commands = [];
    private int _last;
    private bool _disposed;

    /// <summary>Keeps a command.</summary>
    /// <returns>False when there are too many.</returns>
    public bool TryKeep(AgentId agent, string command, RunningCommand running, [NotNullWhen(true)] out string? id)
    {
        lock (_lock)
        {
            id = null;
            if (_disposed || _commands.Count(static kept => !kept.Running.Ended.IsCompleted) >= MaxRunning)
            {
                return false;
            }

            for (var node = _commands.First; node is not null && _commands.Count >= MaxKept; node = node.Next)
            {
                if (node.Value.Running.Ended.IsCompleted)
                {
                    _commands.Remove(node);
                    break;
                }
            }

            id = $"bg-{++_last}";
            _commands.AddLast(new BackgroundCommand(id, agent, command, running));
            return true;
        }
    }

    /// <summary>An agent's commands, oldest first.</summary>
    public BackgroundCommand[] Of(AgentId agent)
    {
        lock (_lock)
        {
            return [.. _commands.Where(command => command.Agent == agent)];
        }
    }

    /// <summary>Forgets one.</summary>
    public void Remove(BackgroundCommand command)
    {
        lock (_lock)
        {
            _commands.Remove(command);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        BackgroundCommand[] all;
        lock (_lock)
        {
            _disposed = true;
            all = [.. _commands];
        }

        foreach (var command in all)
        {
            command.Running.Stop();
        }

        await Task.WhenAll(all.Select(static command => command.Running.Ended));
    }
}
