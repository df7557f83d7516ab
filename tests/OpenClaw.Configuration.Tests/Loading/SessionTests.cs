using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Tests.Loading;

public sealed class SessionTests : IDisposable
{
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_conversation_lasts_a_day_unless_told_otherwise()
    {
        var loaded = _home.Config("{}").Load().Value;

        Assert.Equal(new SessionResetBlock { Mode = SessionResetMode.Daily, AtHour = 4 }, loaded.Session.Reset);
        Assert.Null(loaded.Session.ResetGroup);
        Assert.Equal(InputQueueDrop.Summarize, loaded.Messages.Queue.Drop);
    }

    [Fact]
    public void Each_kind_of_conversation_may_have_a_rule()
    {
        var loaded = _home.Config("{session: {reset: {mode: 'daily', atHour: 6, idleMinutes: 90}, resetByType: {dm: {mode: 'never'}, group: {idleMinutes: 30}}}, messages: {queue: {cap: 5, drop: 'old'}}}").Load();

        Assert.Empty(loaded.Issues);
        Assert.Equal(new SessionResetBlock { AtHour = 6, IdleMinutes = 90 }, loaded.Value.Session.Reset);
        Assert.Equal(SessionResetMode.Never, loaded.Value.Session.ResetDirect!.Mode);
        Assert.Equal((SessionResetMode.Idle, 30), (loaded.Value.Session.ResetGroup!.Mode, loaded.Value.Session.ResetGroup.IdleMinutes));
        Assert.Equal((5, InputQueueDrop.Old), (loaded.Value.Messages.Queue.Cap, loaded.Value.Messages.Queue.Drop));
    }

    [Fact]
    public void The_older_way_to_say_it_is_understood() =>
        Assert.Equal(new SessionResetBlock { Mode = SessionResetMode.Idle, IdleMinutes = 45 }, _home.Config("{session: {idleMinutes: 45}}").Load().Value.Session.Reset);

    [Fact]
    public void A_bad_value_is_reported_and_the_default_stays()
    {
        var loaded = _home.Config("{session: {reset: {mode: 'hourly', atHour: 24}}, messages: {queue: {drop: 'all'}}}").Load();

        Assert.True(loaded.IsUsable);
        Assert.Equal(["messages.queue.drop", "session.reset.atHour", "session.reset.mode"], loaded.Issues.Select(static issue => issue.Path).Order(StringComparer.Ordinal));
        Assert.Equal(new SessionResetBlock(), loaded.Value.Session.Reset);
    }
}
