using Akka.Actor;

namespace Akka.Contract.Tests;

/// <summary>What actors publish about their lives when they are told to.</summary>
public sealed class TelemetryTests() : ContractSpec("akka.actor.telemetry.enabled = on\n")
{
    [Fact]
    public async Task An_actor_that_starts_restarts_and_stops_says_so_on_the_event_stream()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(IActorTelemetryEvent));
        var actor = Spawn(self => self.On("fail", () => throw new BoomException("telemetry")), "told");
        var started = await FishForMessageAsync<ActorStarted>(e => e.Subject.Equals(actor), Patience);
        Assert.Equal(typeof(Scripted), started.ActorType);
        await EventFilter.Exception<BoomException>().ExpectOneAsync(() =>
        {
            actor.Tell("fail");
            return Task.CompletedTask;
        });
        var restarted = await FishForMessageAsync<ActorRestarted>(e => e.Subject.Equals(actor), Patience);
        Assert.Equal("telemetry", restarted.Reason.Message);
        Sys.Stop(actor);
        Assert.Equal(typeof(Scripted), (await FishForMessageAsync<ActorStopped>(e => e.Subject.Equals(actor), Patience)).ActorType);
    }
}
