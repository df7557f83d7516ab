using Akka.Streams.Dsl;

namespace Akka.Streams.Implementation;

/// <summary>Runs a source each time it is enumerated; leaving the loop cancels the stream.</summary>
internal sealed class StreamAsyncEnumerable<T>(IGraph<SourceShape<T>> source, IMaterializer materializer, Attributes? buffer = null) : IAsyncEnumerable<T>
{
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var graph = new GraphValue<SourceShape<T>, object>(source.Shape, ModuleExtensions.Of(source));
        var (killSwitch, queue) = Source.FromGraph(graph)
            .ViaMaterialized(KillSwitches.Single<T>(), Keep.Right)
            .ToMaterialized(Sink.Queue<T>().AddAttributes(buffer ?? Attributes.None), Keep.Both)
            .Run(materializer);
        try
        {
            while (true)
            {
                var next = await queue.PullAsync().WaitAsync(cancellationToken);
                if (!next.HasValue) yield break;
                yield return next.Value;
            }
        }
        finally
        {
            killSwitch.Shutdown();
        }
    }
}
