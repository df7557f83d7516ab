using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Contract.Tests;

public sealed class LogFilterTests
{
    private static readonly Config Loggers = ConfigurationFactory.ParseString(
        $"akka.loglevel = INFO\nakka.stdout-loglevel = OFF\nakka.loggers = [\"{typeof(Recorder).AssemblyQualifiedName}\"]");

    [Fact]
    public async Task Entries_are_dropped_by_source_or_by_text()
    {
        var setup = BootstrapSetup.Create().WithConfig(Loggers).And(
            new LogFilterBuilder().ExcludeMessageContaining("secret").ExcludeSourceContaining("noisy").Build());
        using var system = ActorSystem.Create("filters", setup);
        Logging.GetLogger(system, "noisy one").Info("a");
        Logging.GetLogger(system, "quiet one").Info("the {0} word", "secret");
        Logging.GetLogger(system, "quiet one").Info("end of {0}", system.GetHashCode());
        Assert.Equal($"end of {system.GetHashCode()}", (await Recorder.Next(system).WaitAsync(TimeSpan.FromSeconds(30))).Message.ToString());
        await system.Terminate();
    }

    [Fact]
    public void Filters_decide_in_order_and_the_source_first()
    {
        var evaluator = new LogFilterBuilder()
            .ExcludeMessageRegex(new Regex("^x"))
            .ExcludeSourceExactly("a")
            .ExcludeSourceStartingWith("b")
            .ExcludeSourceEndingWith("c")
            .Build().CreateEvaluator();
        Assert.False(evaluator.ShouldTryKeepMessage(new Info("A", typeof(string), "text"), out var text));
        Assert.Equal("", text);
        Assert.False(evaluator.ShouldTryKeepMessage(new Info("b1", typeof(string), "text"), out _));
        Assert.False(evaluator.ShouldTryKeepMessage(new Info("1c", typeof(string), "text"), out _));
        Assert.False(evaluator.ShouldTryKeepMessage(new Info("d", typeof(string), "xtext"), out text));
        Assert.Equal("xtext", text);
        Assert.True(evaluator.ShouldTryKeepMessage(new Info("d", typeof(string), "text"), out _));
        Assert.True(LogFilterEvaluator.NoFilters.ShouldTryKeepMessage(new Info("a", typeof(string), "x"), out _));
    }

    private sealed class Recorder : DefaultLogger
    {
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, TaskCompletionSource<LogEvent>> First = new();

        public static Task<LogEvent> Next(ActorSystem system) => Slot(system).Task;

        protected override void Print(LogEvent logEvent)
        {
            if (logEvent.LogClass == typeof(string)) Slot(Context.System).TrySetResult(logEvent);
        }

        private static TaskCompletionSource<LogEvent> Slot(ActorSystem system) =>
            First.GetOrAdd(system.Name, static _ => new TaskCompletionSource<LogEvent>(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
