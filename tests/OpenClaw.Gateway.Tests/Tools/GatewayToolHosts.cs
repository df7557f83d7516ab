using Akka.Actor;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Nodes;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Gateway.Tools;
using OpenClaw.Tools.Tests.Contract;

namespace OpenClaw.Gateway.Tests.Tools;

/// <summary>The gateway's own hosts, in front of an actor that answers as sessions, nodes and calls of runs would.</summary>
public abstract class GatewayToolHostContract : ToolHostContract
{
    private readonly ActorSystem _system = ActorSystem.Create("tools");

    private protected IActorRef Actors { get; private set; } = ActorRefs.Nobody;

    internal override Task<IToolHost> StartAsync()
    {
        Actors = _system.ActorOf(Props.Create(() => new Answers()));
        return Task.FromResult(Create());
    }

    public override async Task DisposeAsync() => await _system.Terminate();

    internal abstract IToolHost Create();

    private sealed class Answers : ReceiveActor
    {
        public Answers()
        {
            Receive<SessionsProtocol.List>(static list => list.ReplyTo.Succeed("""{"sessions":[{"key":"agent:main:main"},{"key":"agent:other:main"}]}"""u8.ToArray()));
            Receive<NodesProtocol.List>(static list => list.ReplyTo.Succeed("""{"nodes":[{"nodeId":"abcdef123"}]}"""u8.ToArray()));
            Receive<SessionsProtocol.StartRun>(static start => start.ReplyTo.Accept("{}"u8.ToArray()));
            ReceiveAny(static _ => { });
        }
    }
}

public sealed class SessionToolsContract : GatewayToolHostContract
{
    internal override (string Tool, string Arguments, string Says) Working => ("sessions_list", "{}", "agent:main:main (this one)");

    internal override IToolHost Create() => new SessionTools(() => Actors, TimeSpan.FromMinutes(1));
}

public sealed class SubagentToolsContract : GatewayToolHostContract
{
    internal override (string Tool, string Arguments, string Says) Working => ("sessions_spawn", """{"task":"count"}""", "\"status\":\"accepted\"");

    internal override IToolHost Create() => new SubagentTools(() => Actors, TimeSpan.FromMinutes(1));
}

public sealed class NodeToolsContract : GatewayToolHostContract
{
    internal override (string Tool, string Arguments, string Says) Working => ("nodes", """{"action":"status"}""", "abcdef123");

    internal override IToolHost Create() => new NodeTools(() => Actors);
}
