using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>A blueprint of processing with open ports; immutable and reusable.</summary>
public interface IGraph<out TShape> where TShape : Shape
{
    /// <summary>The open ports.</summary>
    TShape Shape { get; }

    /// <summary>What the materializer builds from.</summary>
    IModule Module { get; }
}

/// <summary>A blueprint that gives its runner a value.</summary>
public interface IGraph<out TShape, out TMaterialized> : IGraph<TShape> where TShape : Shape
{
    /// <summary>The same graph with these attributes in place of its own.</summary>
    IGraph<TShape, TMaterialized> WithAttributes(Attributes attributes);

    /// <summary>The same graph with these attributes besides its own.</summary>
    IGraph<TShape, TMaterialized> AddAttributes(Attributes attributes);

    /// <summary>The same graph with a name.</summary>
    IGraph<TShape, TMaterialized> Named(string name);

    /// <summary>The same graph behind an asynchronous boundary; see the README for what that means here.</summary>
    IGraph<TShape, TMaterialized> Async();
}
