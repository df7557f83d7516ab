using Akka.Actor;
using Akka.Configuration;

namespace Akka.Runtime.Tests.Core;

/// <summary>A quiet system a test, ended with it.</summary>
public abstract class TestSystem : IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected ActorSystem System { get; private set; } = null!;

    protected virtual Config Configuration => "akka { loglevel = OFF, stdout-loglevel = OFF }";

    public Task InitializeAsync()
    {
        System = ActorSystem.Create("core", Configuration);
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => System.Terminate().WaitAsync(Patience);

    /// <summary>An actor whose body is a function of its context.</summary>
    protected IActorRef Spawn(Action<Script> script, string? name = null) => System.ActorOf(Props.Create(() => new Script(script)), name);

    public sealed class Script : ReceiveActor, IWithUnboundedStash, IWithTimers
    {
        private readonly Action<Script> _script;

        public Script(Action<Script> script)
        {
            _script = script;
            script(this);
        }

        public IStash Stash { get; set; } = null!;
        public ITimerScheduler Timers { get; set; } = null!;
        public Action? OnPreStart { get; set; }
        public Action? OnPostStop { get; set; }
        public Action<Exception>? OnPostRestart { get; set; }
        public SupervisorStrategy? Strategy { get; set; }

        public new IActorRef Self => base.Self;
        public new IActorRef Sender => base.Sender;
        public new static IActorContext Context => ActorBase.Context;

        public void On<T>(Action<T> handler) => Receive(handler);
        public void OnAsync<T>(Func<T, Task> handler) => ReceiveAsync(handler);
        public void OnAny(Action<object> handler) => ReceiveAny(handler);
        public new void Become(Action configure) => base.Become(configure);
        public IActorRef Child(Action<Script> script, string? name = null) => Context.ActorOf(Props.Create(() => new Script(script)), name);

        protected override void PreStart() => OnPreStart?.Invoke();
        protected override void PostStop() => OnPostStop?.Invoke();
        protected override void PostRestart(Exception reason)
        {
            OnPostRestart?.Invoke(reason);
            base.PostRestart(reason);
        }
        protected override SupervisorStrategy SupervisorStrategy() => Strategy ?? base.SupervisorStrategy();
    }
}
