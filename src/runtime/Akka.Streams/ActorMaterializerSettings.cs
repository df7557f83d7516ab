using Akka.Actor;
using Akka.Configuration;
using Akka.Streams.Supervision;
using Decider = Akka.Streams.Supervision.Decider;

namespace Akka.Streams;

/// <summary>Settings of a materializer. Only buffers, dispatcher, supervision and the event limit have an effect here; see the README.</summary>
public sealed class ActorMaterializerSettings
{
    internal static readonly Config DefaultConfig = ConfigurationFactory.ParseString(
        """
        akka.stream.materializer {
          initial-input-buffer-size = 4
          max-input-buffer-size = 16
          dispatcher = ""
          subscription-timeout { mode = cancel, timeout = 5s }
          debug-logging = off
          output-burst-limit = 1000
          auto-fusing = on
          max-fixed-buffer-size = 1000000000
          sync-processing-limit = 1000
          debug.fuzzing-mode = off
        }
        """);

    private Attributes? _inherited;

    /// <summary>All settings.</summary>
    public ActorMaterializerSettings(
        int initialInputBufferSize,
        int maxInputBufferSize,
        string dispatcher,
        Decider supervisionDecider,
        StreamSubscriptionTimeoutSettings subscriptionTimeoutSettings,
        bool isDebugLogging,
        int outputBurstLimit,
        bool isFuzzingMode,
        bool isAutoFusing,
        int maxFixedBufferSize,
        int syncProcessingLimit = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(initialInputBufferSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxInputBufferSize, initialInputBufferSize);
        InitialInputBufferSize = initialInputBufferSize;
        MaxInputBufferSize = maxInputBufferSize;
        Dispatcher = dispatcher;
        SupervisionDecider = supervisionDecider;
        SubscriptionTimeoutSettings = subscriptionTimeoutSettings;
        IsDebugLogging = isDebugLogging;
        OutputBurstLimit = outputBurstLimit;
        IsFuzzingMode = isFuzzingMode;
        IsAutoFusing = isAutoFusing;
        MaxFixedBufferSize = maxFixedBufferSize;
        SyncProcessingLimit = syncProcessingLimit;
    }

    /// <summary>First size of the buffer of a publisher boundary, in elements.</summary>
    public int InitialInputBufferSize { get; }

    /// <summary>Size of the buffer of a publisher boundary, in elements.</summary>
    public int MaxInputBufferSize { get; }

    /// <summary>Dispatcher of the graphs; empty = the default one.</summary>
    public string Dispatcher { get; }

    /// <summary>Decider of the stages that have none of their own.</summary>
    public Decider SupervisionDecider { get; }

    /// <summary>What happens to sub-streams that nobody runs.</summary>
    public StreamSubscriptionTimeoutSettings SubscriptionTimeoutSettings { get; }

    /// <summary>Accepted.</summary>
    public bool IsDebugLogging { get; }

    /// <summary>Accepted.</summary>
    public int OutputBurstLimit { get; }

    /// <summary>Accepted.</summary>
    public bool IsFuzzingMode { get; }

    /// <summary>Accepted: graphs are always fused.</summary>
    public bool IsAutoFusing { get; }

    /// <summary>Accepted.</summary>
    public int MaxFixedBufferSize { get; }

    /// <summary>Events that a graph runs before it lets other actors have the thread.</summary>
    public int SyncProcessingLimit { get; }

    internal Attributes InheritedAttributes => _inherited ??= new Attributes(
        new Attributes.InputBuffer(InitialInputBufferSize, MaxInputBufferSize),
        new ActorAttributes.SupervisionStrategy(SupervisionDecider));

    /// <summary>Settings from <c>akka.stream.materializer</c> of the system's configuration.</summary>
    public static ActorMaterializerSettings Create(ActorSystem system)
    {
        // The answer is the same for every materializer of a system, and one is made per connection.
        return Cache.GetValue(system, static s => Create(s.Settings.Config.WithFallback(DefaultConfig).GetConfig("akka.stream.materializer")!));
    }

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<ActorSystem, ActorMaterializerSettings> Cache = [];

    private static ActorMaterializerSettings Create(Config config) => new(
        config.GetInt("initial-input-buffer-size", 4),
        config.GetInt("max-input-buffer-size", 16),
        config.GetString("dispatcher", "") ?? "",
        Deciders.StoppingDecider,
        new StreamSubscriptionTimeoutSettings(
            config.GetString("subscription-timeout.mode", "cancel") switch
            {
                "noop" => StreamSubscriptionTimeoutTerminationMode.NoopTermination,
                "warn" => StreamSubscriptionTimeoutTerminationMode.WarnTermination,
                _ => StreamSubscriptionTimeoutTerminationMode.CancelTermination,
            },
            config.GetTimeSpan("subscription-timeout.timeout", TimeSpan.FromSeconds(5))),
        config.GetBoolean("debug-logging", false),
        config.GetInt("output-burst-limit", 1000),
        config.GetBoolean("debug.fuzzing-mode", false),
        config.GetBoolean("auto-fusing", true),
        config.GetInt("max-fixed-buffer-size", 1000000000),
        config.GetInt("sync-processing-limit", 1000));

    /// <summary>With other buffer sizes.</summary>
    public ActorMaterializerSettings WithInputBuffer(int initialSize, int maxSize) => Copy(initial: initialSize, max: maxSize);

    /// <summary>On another dispatcher.</summary>
    public ActorMaterializerSettings WithDispatcher(string dispatcher) => Copy(dispatcher: dispatcher);

    /// <summary>With another decider.</summary>
    public ActorMaterializerSettings WithSupervisionStrategy(Decider decider) => Copy(decider: decider);

    /// <summary>With another time-out for sub-streams.</summary>
    public ActorMaterializerSettings WithSubscriptionTimeoutSettings(StreamSubscriptionTimeoutSettings settings) => Copy(timeout: settings);

    /// <summary>Accepted.</summary>
    public ActorMaterializerSettings WithDebugLogging(bool isEnabled) => Copy(debug: isEnabled);

    /// <summary>Accepted.</summary>
    public ActorMaterializerSettings WithFuzzingMode(bool isFuzzingMode) => Copy(fuzzing: isFuzzingMode);

    /// <summary>Accepted.</summary>
    public ActorMaterializerSettings WithAutoFusing(bool isAutoFusing) => Copy(fusing: isAutoFusing);

    /// <summary>Accepted.</summary>
    public ActorMaterializerSettings WithMaxFixedBufferSize(int maxFixedBufferSize) => Copy(maxFixed: maxFixedBufferSize);

    /// <summary>With another event limit.</summary>
    public ActorMaterializerSettings WithSyncProcessingLimit(int limit) => Copy(limit: limit);

    private ActorMaterializerSettings Copy(
        int? initial = null, int? max = null, string? dispatcher = null, Decider? decider = null, StreamSubscriptionTimeoutSettings? timeout = null,
        bool? debug = null, bool? fuzzing = null, bool? fusing = null, int? maxFixed = null, int? limit = null) => new(
        initial ?? InitialInputBufferSize,
        max ?? MaxInputBufferSize,
        dispatcher ?? Dispatcher,
        decider ?? SupervisionDecider,
        timeout ?? SubscriptionTimeoutSettings,
        debug ?? IsDebugLogging,
        OutputBurstLimit,
        fuzzing ?? IsFuzzingMode,
        fusing ?? IsAutoFusing,
        maxFixed ?? MaxFixedBufferSize,
        limit ?? SyncProcessingLimit);
}

/// <summary>What happens to a sub-stream that nobody runs in time.</summary>
public enum StreamSubscriptionTimeoutTerminationMode
{
    /// <summary>Nothing.</summary>
    NoopTermination,

    /// <summary>A warning.</summary>
    WarnTermination,

    /// <summary>It is cancelled.</summary>
    CancelTermination,
}

/// <summary>What happens to a sub-stream that nobody runs, and after what time.</summary>
public sealed record StreamSubscriptionTimeoutSettings(StreamSubscriptionTimeoutTerminationMode Mode, TimeSpan Timeout);
