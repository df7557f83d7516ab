using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util.Reflection;
using Akka.Util;

namespace Akka.Actor.Internal;

/// <summary>Builds a system in order: settings, event stream, scheduler, provider, dispatchers, guardians, loggers, extensions.</summary>
public sealed partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly Lazy<Serialization.Serialization> _serialization;
    private readonly TerminationCallbacks _terminationCallbacks;
    private readonly LocalActorRefProvider _provider;
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private int _aborting;

    public ActorSystemImpl(string name) : this(name, ConfigurationFactory.Load(), ActorSystemSetup.Empty) { }

    public ActorSystemImpl(string name, Config config, ActorSystemSetup setup)
    {
        if (!NamePattern().IsMatch(name))
            throw new ArgumentException($"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-' and '_')", nameof(name));
        ArgumentNullException.ThrowIfNull(config);

        Name = name;
        _serialization = new Lazy<Serialization.Serialization>(() => new Serialization.Serialization(this));
        Settings = new Settings(this, config, setup);
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.StartStdoutLogger(Settings);
        Log = new BusLogging(EventStream, $"ActorSystem({name})", typeof(ActorSystem), Settings.LogFormatter);
        Scheduler = CreateScheduler();
        _provider = new LocalActorRefProvider(name, Settings, EventStream);
        Mailboxes = new Mailboxes(this, _provider.DeadLetters);
        Dispatchers = new Dispatchers(this, new DefaultDispatcherPrerequisites(EventStream, Scheduler, Settings, Mailboxes, this));
        _terminationCallbacks = new TerminationCallbacks(_provider.TerminationTask);
        if (Settings.Config.GetBoolean("akka.actor.serialize-messages"))
            SerializeMessages = static _ => { };
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_-]*$")]
    private static partial Regex NamePattern();

    public override string Name { get; }
    public override Settings Settings { get; }
    public override EventStream EventStream { get; }
    public override ILoggingAdapter Log { get; }
    public override IScheduler Scheduler { get; }
    public override Dispatchers Dispatchers { get; }
    public override Mailboxes Mailboxes { get; }
    public override Serialization.Serialization Serialization => _serialization.Value;
    public override IActorRefProvider Provider => _provider;
    public override IActorRef DeadLetters => _provider.DeadLetters;
    public override IInternalActorRef Guardian => _provider.Guardian;
    public override IInternalActorRef LookupRoot => _provider.RootGuardian;
    public override IInternalActorRef SystemGuardian => _provider.SystemGuardian;
    public override Task WhenTerminated => _terminationCallbacks.Completed;
    public override TimeSpan StartTime => Stopwatch.GetElapsedTime(0, _startedAt);
    public override TimeSpan Uptime => Stopwatch.GetElapsedTime(_startedAt);
    internal bool IsAborting => Volatile.Read(ref _aborting) != 0;

    /// <summary>Reserved for message verification; null when it is off.</summary>
    internal Action<object>? SerializeMessages { get; }

    public void Start()
    {
        try
        {
            _provider.Init(this);
            RegisterOnTermination(StopScheduler);
            if (Settings.LogDeadLetters > 0) SystemActorOf(Props.Create(typeof(DeadLetterListener)), "deadLetterListener");
            EventStream.StartDefaultLoggers(this);
            CoordinatedShutdown.Get(this);
            LoadExtensions();
            if (Settings.LogConfigOnStart) Log.Info(Settings.ToString());
        }
        catch
        {
            Abort();
            throw;
        }
    }

    private IScheduler CreateScheduler()
    {
        var implementation = Settings.SchedulerClass;
        var config = Settings.Config.GetConfig("akka.scheduler") ?? ConfigurationFactory.Empty;
        if (implementation is null or "" or "Akka.Actor.HashedWheelTimerScheduler") return new HashedWheelTimerScheduler(config, Log);
        return (IScheduler)RuntimeType.Construct(RuntimeType.Require(implementation, "akka.scheduler.implementation"), [config, Log]);
    }

    private void StopScheduler() => (Scheduler as IDisposable)?.Dispose();

    private void LoadExtensions()
    {
        foreach (var name in Settings.Config.GetStringList("akka.extensions"))
        {
            var type = RuntimeType.Find(name);
            if (type is null || Activator.CreateInstance(type, nonPublic: true) is not IExtensionId id) Log.Error("[{0}] is not an 'ExtensionId', skipping...", name);
            else RegisterExtension(id);
        }
    }

    public override IActorRef ActorOf(Props props, string? name = null) => _provider.Guardian.Cell.AttachChild(props, false, name);
    public override IActorRef SystemActorOf(Props props, string? name = null) => _provider.SystemGuardian.Cell.AttachChild(props, true, name);
    public override IActorRef SystemActorOf<TActor>(string? name = null) => SystemActorOf(Props.Create(typeof(TActor)), name);
    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);
    public override ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this, _provider.RootGuardian);

    public override void Stop(IActorRef actor)
    {
        var path = actor.Path;
        var parent = path.Parent;
        if (parent.Equals(_provider.Guardian.Path)) _provider.Guardian.Tell(new Dispatch.SysMsg.StopChild(actor), ActorRefs.NoSender);
        else if (parent.Equals(_provider.SystemGuardian.Path)) _provider.SystemGuardian.Tell(new Dispatch.SysMsg.StopChild(actor), ActorRefs.NoSender);
        else ((IInternalActorRef)actor).Stop();
    }

    public override void RegisterOnTermination(Action code) => _terminationCallbacks.Add(code);

    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate && !IsAborting)
        {
            _ = CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        }
        else
        {
            FinalTerminate();
        }
        return WhenTerminated;
    }

    protected internal override void FinalTerminate()
    {
        Log.Debug("System shutdown initiated");
        if (!Settings.LogDeadLettersDuringShutdown && TryGetDeadLetterListener() is { } listener) Stop(listener);
        _provider.Guardian.Stop();
    }

    private IActorRef? TryGetDeadLetterListener() =>
        _provider.SystemGuardian.GetSingleChild("deadLetterListener") is { } listener && !listener.IsNobody() ? listener : null;

    /// <summary>Terminates without coordinated shutdown.</summary>
    public override void Abort()
    {
        Interlocked.Exchange(ref _aborting, 1);
        if (_provider.Guardian is null) StopScheduler();
        else Terminate();
    }

    public override object RegisterExtension(IExtensionId extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return _extensions.GetOrAdd(extension.ExtensionType, _ => new Lazy<object>(() => extension.CreateExtension(this))).Value;
    }

    public override T GetExtension<T>() => TryGetExtension<T>(out var extension) ? extension! : null!;

    public override bool TryGetExtension(Type extensionType, out object? extension)
    {
        extension = _extensions.TryGetValue(extensionType, out var lazy) ? lazy.Value : null;
        return extension is not null;
    }

    public override bool TryGetExtension<T>(out T? extension) where T : class
    {
        extension = _extensions.TryGetValue(typeof(T), out var lazy) ? lazy.Value as T : null;
        return extension is not null;
    }

    public override bool HasExtension(Type type) => _extensions.ContainsKey(type);
    public override bool HasExtension<T>() => _extensions.ContainsKey(typeof(T));

    public override string PrintTree()
    {
        var text = new StringBuilder();
        Print(_provider.RootGuardian, "", text);
        return text.ToString();
    }

    private static void Print(IActorRef node, string indent, StringBuilder text)
    {
        text.Append(indent).Append(node.Path.Name).Append(' ').AppendLine((node as LocalActorRef)?.Cell.Actor?.GetType().Name ?? node.GetType().Name);
        if (node is not ActorRefWithCell withCell) return;
        foreach (var child in withCell.Children) Print(child, indent + "  ", text);
    }

    public override string ToString() => _provider.RootPath.Root.Address.ToString();
}
