using System.Diagnostics;
using Akka.Streams.Dsl;
using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;

namespace Akka.Streams.Extra;

/// <summary>Measures how long sources take.</summary>
public static class TimedSourceDsl
{
    /// <summary>Measures from the first element that enters the measured operators to their completion.</summary>
    public static Source<TOut, TMat2> Timed<TIn, TOut, TMat, TMat2>(
        this Source<TIn, TMat> source, Func<Source<TIn, TMat>, Source<TOut, TMat2>> measuredOps, Action<TimeSpan> onComplete)
    {
        var clock = new TimedClock();
        return measuredOps(source.Via(new StartTimed<TIn>(clock))).Via(new StopTimed<TOut>(clock, onComplete));
    }

    /// <summary>Measures the intervals between elements that match; the first one only begins.</summary>
    public static Source<TIn, TMat> TimedIntervalBetween<TIn, TMat>(this Source<TIn, TMat> source, Func<TIn, bool> matching, Action<TimeSpan> onInterval) =>
        source.Via(new TimedInterval<TIn>(matching, onInterval));
}

/// <summary>Measures how long flows take.</summary>
public static class TimedFlowDsl
{
    /// <summary>Measures from the first element that enters the measured operators to their completion.</summary>
    public static Flow<TIn, TOut2, TMat2> Timed<TIn, TOut, TOut2, TMat, TMat2>(
        this Flow<TIn, TOut, TMat> flow, Func<Flow<TIn, TOut, TMat>, Flow<TIn, TOut2, TMat2>> measuredOps, Action<TimeSpan> onComplete)
    {
        var clock = new TimedClock();
        return measuredOps(flow.Via(new StartTimed<TOut>(clock))).Via(new StopTimed<TOut2>(clock, onComplete));
    }

    /// <summary>Measures the intervals between elements that match; the first one only begins.</summary>
    public static Flow<TIn, TOut, TMat> TimedIntervalBetween<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, bool> matching, Action<TimeSpan> onInterval) =>
        flow.Via(new TimedInterval<TOut>(matching, onInterval));
}

/// <summary>When the first element came; both ends of what is measured share it.</summary>
internal sealed class TimedClock
{
    private long _started;

    public void Start() => Interlocked.CompareExchange(ref _started, Stopwatch.GetTimestamp(), 0);

    public TimeSpan Elapsed() => Volatile.Read(ref _started) is not 0 and var started ? Stopwatch.GetElapsedTime(started) : TimeSpan.Zero;
}

/// <summary>Starts the clock at the first element.</summary>
internal sealed class StartTimed<T>(TimedClock clock) : SimpleLinearGraphStage<T>("startTimed")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, clock);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly StartTimed<T> _stage;
        private readonly TimedClock _clock;
        private bool _started;

        internal Logic(StartTimed<T> stage, TimedClock clock) : base(stage.Shape)
        {
            _stage = stage;
            _clock = clock;
            SetHandlers(stage.Inlet, stage.Outlet, this);
        }

        public override void OnPush()
        {
            if (!_started)
            {
                _clock.Start();
                _started = true;
            }

            Push(_stage.Outlet, Grab(_stage.Inlet));
        }

        public override void OnPull() => Pull(_stage.Inlet);
    }
}

/// <summary>Reports the clock at the end, however it comes.</summary>
internal sealed class StopTimed<T>(TimedClock clock, Action<TimeSpan> onComplete) : SimpleLinearGraphStage<T>("stopTimed")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, clock, onComplete);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly StopTimed<T> _stage;
        private readonly TimedClock _clock;
        private readonly Action<TimeSpan> _onComplete;

        internal Logic(StopTimed<T> stage, TimedClock clock, Action<TimeSpan> onComplete) : base(stage.Shape)
        {
            _stage = stage;
            _clock = clock;
            _onComplete = onComplete;
            SetHandlers(stage.Inlet, stage.Outlet, this);
        }

        public override void OnPush() => Push(_stage.Outlet, Grab(_stage.Inlet));

        public override void OnPull() => Pull(_stage.Inlet);

        public override void OnUpstreamFinish()
        {
            _onComplete(_clock.Elapsed());
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _onComplete(_clock.Elapsed());
            FailStage(e);
        }
    }
}

/// <summary>Reports the time between elements that match.</summary>
internal sealed class TimedInterval<T>(Func<T, bool> matching, Action<TimeSpan> onInterval) : SimpleLinearGraphStage<T>("timedInterval")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, matching, onInterval);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly TimedInterval<T> _stage;
        private readonly Func<T, bool> _matching;
        private readonly Action<TimeSpan> _onInterval;
        private long? _previous;

        internal Logic(TimedInterval<T> stage, Func<T, bool> matching, Action<TimeSpan> onInterval) : base(stage.Shape)
        {
            _stage = stage;
            _matching = matching;
            _onInterval = onInterval;
            SetHandlers(stage.Inlet, stage.Outlet, this);
        }

        public override void OnPush()
        {
            var element = Grab(_stage.Inlet);
            if (_matching(element))
            {
                var now = Stopwatch.GetTimestamp();
                if (_previous is { } previous) _onInterval(Stopwatch.GetElapsedTime(previous, now));
                _previous = now;
            }

            Push(_stage.Outlet, element);
        }

        public override void OnPull() => Pull(_stage.Inlet);
    }
}
