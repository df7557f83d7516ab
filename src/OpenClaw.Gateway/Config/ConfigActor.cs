using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Writing;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Agents;

namespace OpenClaw.Gateway.Config;

/// <summary>Changes the configuration file, one change after the other.</summary>
/// <remarks>
/// Parent: the gateway's supervisor. One state, no timer. It is the file's only writer in this process; a change that came from elsewhere in the meantime
/// is noticed by the base hash and refuses the write. A write is a few milliseconds of disk, which nobody else waits for. A restart loses the
/// counts of the rate limit.
/// </remarks>
internal sealed partial class ConfigActor : ServingActor
{
    private readonly ConfigurationStore _store;
    private readonly WriteRate _rate;
    private readonly ILogger<ConfigActor> _log;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(ConfigurationStore store, TimeProvider time, ILogger<ConfigActor> log) => Akka.Actor.Props.Create(() => new ConfigActor(store, time, log));

    public ConfigActor(ConfigurationStore store, TimeProvider time, ILogger<ConfigActor> log)
    {
        _store = store;
        _rate = new WriteRate(time);
        _log = log;
        Receive<ConfigProtocol.Set>(set => Do(set, () => Change(set, set.BaseHash, _ => Parse(set.Raw), ConfigWire.Changed, isWhole: true)));
        Receive<ConfigProtocol.Patch>(patch => Do(patch, () => Change(
            patch, patch.BaseHash, shown => (ObjectNode)MergePatch.Apply(shown, Parse(patch.Raw), [.. patch.ReplacePaths]), ConfigWire.Changed)));
        Receive<ConfigProtocol.CreateAgent>(create => Do(create, () => OnCreateAgent(create)));
        Receive<ConfigProtocol.UpdateAgent>(update => Do(update, () => OnUpdateAgent(update)));
        Receive<ConfigProtocol.DeleteAgent>(delete => Do(delete, () => OnDeleteAgent(delete)));
    }

    private void Do(ConfigProtocol.IConfigCommand command, Action act)
    {
        if (_rate.RetryAfter(command.Method, command.Caller.DeviceId) is { } wait)
        {
            var seconds = (int)Math.Ceiling(wait.TotalSeconds);
            command.ReplyTo.Fail(new ProtocolError(
                ErrorCodes.Unavailable, $"rate limit exceeded for {command.Method}; retry after {seconds}s", Retryable: true, RetryAfterMs: seconds * 1000));
            return;
        }

        try
        {
            act();
        }
        catch (InvalidConfigurationException invalid)
        {
            LogRefused(command.Method, invalid.Message);
            command.ReplyTo.Fail(ConfigWire.Invalid(invalid));
        }
        catch (Exception surroundings) when (surroundings is IOException or UnauthorizedAccessException)
        {
            LogRefused(command.Method, surroundings.Message);
            command.ReplyTo.Fail(ProtocolError.Unavailable($"the configuration cannot be changed: {surroundings.Message}"));
        }
        catch (ConfigurationEditException refused)
        {
            LogRefused(command.Method, refused.Message);
            command.ReplyTo.Fail(ProtocolError.InvalidRequest(refused.Message));
        }
    }

    private void Change(
        ConfigProtocol.IConfigCommand command,
        string? baseHash,
        Func<ObjectNode?, ObjectNode> change,
        Func<ConfigurationChange, ReadOnlyMemory<byte>> answer,
        bool isWhole = false)
    {
        var done = _store.Change(baseHash, change, isWhole);
        if (!done.IsNoop)
        {
            LogChanged(command.Method, command.Caller.ClientId, command.Caller.DeviceId, string.Join(", ", done.Keys));
        }

        command.ReplyTo.Succeed(answer(done));
    }

    private void OnCreateAgent(ConfigProtocol.CreateAgent create)
    {
        var id = AgentEdit.IdOf(create.Name);
        var workspace = create.Fields.Workspace ?? AgentEdit.DefaultFolder(_store.Current, id);
        Change(
            create,
            ConfigurationStore.HashOf(_store.Current),
            shown => AgentEdit.Create(shown, id, create.Fields with { Workspace = workspace }),
            _ => Payload.Encode(new AgentsCreateResult { Ok = true, AgentId = id, Name = create.Name.Trim(), Workspace = workspace }, ProtocolJson.Default.AgentsCreateResult));
    }

    private void OnUpdateAgent(ConfigProtocol.UpdateAgent update) => Change(
        update,
        ConfigurationStore.HashOf(_store.Current),
        shown => AgentEdit.Update(shown, update.AgentId, update.Fields),
        _ => Payload.Encode(new AgentsUpdateResult { Ok = true, AgentId = update.AgentId }, ProtocolJson.Default.AgentsUpdateResult));

    private void OnDeleteAgent(ConfigProtocol.DeleteAgent delete)
    {
        var before = _store.Current;
        Change(
            delete,
            ConfigurationStore.HashOf(before),
            shown => AgentEdit.Delete(shown, delete.AgentId),
            _ =>
            {
                if (delete.MoveFiles && AgentEdit.PutFolderAside(before, delete.AgentId) is { } kept)
                {
                    LogMoved(delete.AgentId, kept);
                }

                return Payload.Encode(
                    new AgentsDeleteResult { Ok = true, AgentId = delete.AgentId, RemovedBindings = AgentEdit.BindingsOf(before, delete.AgentId) },
                    ProtocolJson.Default.AgentsDeleteResult);
            });
    }

    private static ObjectNode Parse(string raw) =>
        !Json5Reader.TryRead(new SourceText("raw", raw), out var node, out var error) ? throw new ConfigurationEditException("", $"invalid config: {error}")
        : node as ObjectNode ?? throw new ConfigurationEditException("", "invalid config: it must be an object");

    [LoggerMessage(EventId = 8130, Level = LogLevel.Information, Message = "{method} by {clientId} (device {deviceId}) changed the configuration: {keys}.")]
    private partial void LogChanged(string method, string clientId, string? deviceId, string keys);

    [LoggerMessage(EventId = 8131, Level = LogLevel.Warning, Message = "{method} is refused: {reason}")]
    private partial void LogRefused(string method, string reason);

    [LoggerMessage(EventId = 8132, Level = LogLevel.Information, Message = "The folder of the removed agent {agentId} is kept as {path}.")]
    private partial void LogMoved(string agentId, string path);
}
