using System.Collections.Immutable;
using Akka.Event;

namespace Akka.Streams;

/// <summary>Settings that travel with a graph: from the outer graph to the stages inside it, the most specific last.</summary>
public sealed class Attributes
{
    /// <summary>No attribute.</summary>
    public static readonly Attributes None = new();

    private readonly ImmutableArray<IAttribute> _attributes;

    /// <summary>Attributes, the least specific first.</summary>
    public Attributes(params IAttribute[] attributes) => _attributes = [.. attributes];

    private Attributes(ImmutableArray<IAttribute> attributes) => _attributes = attributes;

    /// <summary>A setting of a graph.</summary>
    public interface IAttribute { }

    /// <summary>A setting that a stage cannot do without.</summary>
    public interface IMandatoryAttribute : IAttribute { }

    /// <summary>All attributes, the least specific first.</summary>
    public IEnumerable<IAttribute> AttributeList => _attributes;

    /// <summary>These attributes, then the more specific <paramref name="other"/>.</summary>
    public Attributes And(Attributes other) =>
        _attributes.IsEmpty ? other : other._attributes.IsEmpty ? this : new Attributes(_attributes.AddRange(other._attributes));

    /// <summary>These attributes, then the more specific <paramref name="other"/>.</summary>
    public Attributes And(IAttribute other) => new(_attributes.Add(other));

    /// <summary>The most specific attribute of a type, or null.</summary>
    public TAttr? GetAttribute<TAttr>() where TAttr : class, IAttribute
    {
        for (var i = _attributes.Length - 1; i >= 0; i--)
            if (_attributes[i] is TAttr found) return found;
        return null;
    }

    /// <summary>The most specific attribute of a type, or <paramref name="defaultIfNotFound"/>.</summary>
    public TAttr GetAttribute<TAttr>(TAttr defaultIfNotFound) where TAttr : class, IAttribute =>
        GetAttribute<TAttr>() ?? defaultIfNotFound;

    /// <summary>The least specific attribute of a type, or <paramref name="defaultIfNotFound"/>.</summary>
    public TAttr GetFirstAttribute<TAttr>(TAttr defaultIfNotFound) where TAttr : class, IAttribute
    {
        foreach (var attribute in _attributes)
            if (attribute is TAttr found) return found;
        return defaultIfNotFound;
    }

    /// <summary>Attributes of a type, the least specific first.</summary>
    public IEnumerable<TAttr> GetAttributeList<TAttr>() where TAttr : IAttribute => _attributes.OfType<TAttr>();

    /// <summary>Whether this very attribute is present.</summary>
    public bool Contains<TAttr>(TAttr attribute) where TAttr : IAttribute => _attributes.Contains(attribute);

    /// <summary>Whether an attribute of the type is present.</summary>
    public bool Contains<TAttr>() where TAttr : class, IAttribute => GetAttribute<TAttr>() is not null;

    /// <summary>The most specific name, or <paramref name="defaultIfNotFound"/>.</summary>
    public string? GetNameOrDefault(string? defaultIfNotFound = "unknown-operation") => GetAttribute<Name>()?.Value ?? defaultIfNotFound;

    /// <summary>All names, the outermost first, joined by dashes.</summary>
    public string GetNameLifted() => string.Join('-', GetAttributeList<Name>().Select(n => n.Value));

    /// <summary>An attribute that names a stage; <see cref="None"/> for an empty name.</summary>
    public static Attributes CreateName(string name) => string.IsNullOrEmpty(name) ? None : new Attributes(new Name(name));

    /// <summary>Sizes of the buffers at asynchronous boundaries and publishers.</summary>
    public static Attributes CreateInputBuffer(int initial, int max) => new(new InputBuffer(initial, max));

    /// <summary>Marks an asynchronous boundary.</summary>
    public static Attributes CreateAsyncBoundary() => new(AsyncBoundary.Instance);

    /// <summary>Levels at which <c>Log</c> writes.</summary>
    public static Attributes CreateLogLevels(LogLevel onElement = LogLevel.DebugLevel, LogLevel onFinish = LogLevel.DebugLevel, LogLevel onError = LogLevel.ErrorLevel) =>
        new(new LogLevels(onElement, onFinish, onError));

    /// <inheritdoc/>
    public override string ToString() => $"Attributes({string.Join(", ", _attributes)})";

    /// <summary>The name of a stage.</summary>
    public sealed record Name(string Value) : IAttribute;

    /// <summary>Buffer sizes in elements.</summary>
    public sealed record InputBuffer(int Initial, int Max) : IMandatoryAttribute;

    /// <summary>Levels at which <c>Log</c> writes; <see cref="Off"/> is silent.</summary>
    public sealed record LogLevels(LogLevel OnElement, LogLevel OnFinish, LogLevel OnFailure) : IAttribute
    {
        /// <summary>No log line.</summary>
        public static readonly LogLevel Off = (LogLevel)int.MaxValue;
    }

    /// <summary>
    /// What <c>CancelStage</c> does to a stage; it is also what a stage does by default when one of its outlets is cancelled.
    /// </summary>
    public sealed class CancellationStrategy(CancellationStrategy.IStrategy strategy) : IMandatoryAttribute
    {
        internal static readonly IStrategy Default = new PropagateFailure();

        /// <summary>What to do.</summary>
        public IStrategy Strategy { get; } = strategy;

        /// <summary>One of the strategies below.</summary>
        public interface IStrategy { }

        /// <summary>The stage completes, whatever the cause.</summary>
        public sealed class CompleteStage : IStrategy { }

        /// <summary>The stage fails with the cause, whatever it is.</summary>
        public sealed class FailStage : IStrategy { }

        /// <summary>The stage completes, or fails when the cause is a failure: the default.</summary>
        public sealed class PropagateFailure : IStrategy { }

        /// <summary>The stage goes on for <paramref name="delay"/>, then does what <paramref name="strategy"/> says.</summary>
        public sealed class AfterDelay(TimeSpan delay, IStrategy strategy) : IStrategy
        {
            /// <summary>How long the stage goes on.</summary>
            public TimeSpan Delay { get; } = delay;

            /// <summary>What it does then.</summary>
            public IStrategy Strategy { get; } = strategy;
        }
    }

    /// <summary>Asks for an asynchronous boundary; accepted, see the README.</summary>
    public sealed class AsyncBoundary : IAttribute
    {
        /// <summary>The one instance.</summary>
        public static readonly AsyncBoundary Instance = new();

        private AsyncBoundary() { }
    }
}
