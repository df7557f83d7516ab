using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models.Echo;

/// <summary>The built-in model: repeats what it is told, word by word, and says that it does. For a first run without a key, and for trying clients.</summary>
internal sealed class EchoProvider : IModelProvider
{
    /// <summary>What every answer begins with.</summary>
    internal const string Preface = "echo model: ";

    private const string SlowModel = "slow";
    private const int MostPieces = 1000;
    private static readonly TimeSpan SlowWord = TimeSpan.FromMilliseconds(150);

    private readonly TimeProvider _time;

    public EchoProvider(TimeProvider time) => _time = time;

    public static ImmutableArray<ModelDescriptor> Models { get; } =
    [
        new(ModelRef.Echo, "Echo (built in: repeats what you say)", 200_000, null, false, ["text"], true),
        new(ModelRef.Echo with { Model = SlowModel }, "Echo, 150 ms a word (for trying streaming and abort)", 200_000, null, false, ["text"], true),
    ];

    public string Id => ModelRef.Echo.Provider;

    public string Api => ModelApis.Echo;

    public IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        var wait = request.Model == SlowModel ? SlowWord : TimeSpan.Zero;
        return ModelStream.GuardAsync(Id, token => SpeakAsync(request, wait, token), ModelCallLimits.Default, _time, cancellationToken);
    }

    private async IAsyncEnumerable<ModelEvent> SpeakAsync(ModelRequest request, TimeSpan wait, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heard = request.Messages.LastOrDefault(static message => message.Role == ModelRole.User);
        var text = heard?.JoinText() ?? "";
        var answer = Preface + (text.Length == 0 ? "you said nothing." : text);
        // Words, but never more than a thousand pieces, however long the text is.
        var shortest = answer.Length / MostPieces;
        var start = 0;
        while (start < answer.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
            }

            var space = answer.IndexOf(' ', Math.Min(answer.Length, start + shortest));
            var end = space < 0 ? answer.Length : space + 1;
            yield return new ModelEvent.TextDelta(answer[start..end]);
            start = end;
        }

        yield return new ModelEvent.Completed(StopReason.Stop);
    }
}
