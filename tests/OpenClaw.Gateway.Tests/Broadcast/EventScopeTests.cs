using System.Text;
using System.Text.Json;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Tests.Broadcast;

/// <summary>Each row of <c>protocol/events.json</c>: the event reaches those, and only those, whom the row names.</summary>
public sealed class EventScopeTests : TestKit
{
    private static readonly string[] NodeEvents = ["tick", "shutdown", "voicewake.changed"];

    private static readonly string[][] Grants =
    [
        [], ["operator.read"], ["operator.write"], ["operator.approvals"], ["operator.pairing"], ["operator.questions"], ["operator.talk"], ["operator.admin"],
        ["operator.pairing", "operator.approvals"],
    ];

    /// <summary>Name, and the scope in protocol 3 and 4.</summary>
    public static TheoryData<string, string?, string?> Rows()
    {
        var data = new TheoryData<string, string?, string?>();
        foreach (var row in Table().RootElement.GetProperty("events").EnumerateArray().Where(row => !row.GetProperty("targeted").GetBoolean()))
        {
            var scope = row.GetProperty("scope");
            data.Add(row.GetProperty("name").GetString()!, scope.GetProperty("3").GetString(), scope.GetProperty("4").GetString());
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Reaches_those_whom_its_row_names(string name, string? scope3, string? scope4)
    {
        var broadcast = Sys.ActorOf(BroadcastActor.Props(NullLogger<BroadcastActor>.Instance));
        var listeners = new List<(string Who, bool IsDue, Mailbox Got)>();
        foreach (var protocol in new[] { 3, 4 })
        {
            foreach (var grant in Grants)
            {
                Add($"protocol {protocol}, {string.Join('+', grant)}", protocol, Role.Operator, grant, IsDue(protocol == 3 ? scope3 : scope4, grant));
            }

            Add($"protocol {protocol}, node", protocol, Role.Node, [], NodeEvents.Contains(name));
        }

        broadcast.Tell(new BroadcastProtocol.Publish(name, "{}"u8.ToArray()));
        broadcast.Tell(new BroadcastProtocol.Relay(TestActor, "published"));
        ExpectMsg("published");

        Assert.All(listeners, listener => Assert.True(listener.IsDue == (listener.Got.Frames.Count == 1), $"{listener.Who}: due {listener.IsDue}, got {listener.Got.Frames.Count}"));

        void Add(string who, int protocol, Role role, string[] scopes, bool isDue)
        {
            var mailbox = new Mailbox();
            var caller = new Caller(new ConnectionId($"c{listeners.Count}"), protocol, role, ScopeSet.Parse(scopes), "test", "test", null, null, [], IsLocal: true);
            broadcast.Tell(new BroadcastProtocol.Subscribe(caller, mailbox, default), CreateTestProbe());
            listeners.Add((who, isDue, mailbox));
        }
    }

    [Fact]
    public void What_goes_to_one_client_alone_is_not_broadcast()
    {
        var targeted = Table().RootElement.GetProperty("events").EnumerateArray().Where(row => row.GetProperty("targeted").GetBoolean()).Select(row => row.GetProperty("name").GetString());
        Assert.Equal(["connect.challenge", "node.invoke.request"], targeted);
    }

    private static bool IsDue(string? scope, string[] granted) =>
        scope is null || granted.Contains("operator.admin") || granted.Contains(scope) || (scope == "operator.read" && granted.Contains("operator.write"));

    private static JsonDocument Table()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "protocol", "events.json");
            if (File.Exists(file)) return JsonDocument.Parse(File.ReadAllText(file, Encoding.UTF8));
        }

        throw new InvalidOperationException("protocol/events.json not found");
    }

    private sealed class Mailbox : IOutbound
    {
        public List<OutboundFrame> Frames { get; } = [];

        public bool TryEnqueue(OutboundFrame frame)
        {
            Frames.Add(frame);
            return true;
        }

        public long BufferedBytes => 0;

        public void SetInboundLimit(int maxFrameBytes)
        {
        }

        public void StartTicks(TimeSpan interval)
        {
        }

        public void Complete(int closeCode, string reason, OutboundFrame? lastFrame = null)
        {
        }

        public void Abort()
        {
        }
    }
}
