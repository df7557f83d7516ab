using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenClaw.Configuration.Reading;

namespace OpenClaw.Configuration.Writing;

/// <summary>The configuration file as it is shown to clients and changed by them.</summary>
/// <remarks>
/// What is shown is the document with includes and variables filled in and secrets masked; what is written is the difference between that and what the
/// client wants (<see cref="DocumentEditor"/>). A change is loaded as a whole before it is written: one that would keep a gateway from starting, or that
/// breaks what worked, is refused. Not thread safe: one owner writes.
/// </remarks>
/// <param name="current">The configuration as of now.</param>
/// <param name="load">Loads the configuration with this text in place of the main file's.</param>
/// <param name="problems">What forbids a start on a configuration.</param>
/// <param name="written">Called after a write, so that it counts from then on.</param>
/// <param name="version">The version that is stamped into the file.</param>
/// <param name="time">The clock.</param>
public sealed class ConfigurationStore(
    Func<LoadedConfiguration> current,
    Func<string, LoadedConfiguration> load,
    Func<LoadedConfiguration, IReadOnlyList<string>> problems,
    Action written,
    string version,
    TimeProvider time)
{
    /// <summary>A file smaller than this may be halved without suspicion.</summary>
    private const int SuspiciousFrom = 512;

    // The hash shows that a file changed, and nothing of what is in it: without the key nobody can try passwords against it.
    private static readonly byte[] s_hashKey = RandomNumberGenerator.GetBytes(32);

    /// <summary>The configuration as of now.</summary>
    public LoadedConfiguration Current => current();

    /// <summary>Names the state of the file; another one means that it changed. Meaningful in this process alone.</summary>
    public static string HashOf(LoadedConfiguration loaded)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, s_hashKey);
        hash.AppendData(Encoding.UTF8.GetBytes(loaded.Source?.Text ?? ""));
        foreach (var file in loaded.Files)
        {
            // Included files belong to what was shown.
            hash.AppendData(BitConverter.GetBytes(file.ContentHash));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Makes the configuration what a client wants.</summary>
    /// <param name="baseHash">Of the configuration that the client was shown; null when it does not say.</param>
    /// <param name="change">Works the wanted document out of the one that was shown.</param>
    /// <param name="isWhole">
    /// Whether that document does not depend on the one shown. Only such a one may replace a file that nobody can use: what a person was about to write there is not to be
    /// taken for what is in force.
    /// </param>
    /// <exception cref="ConfigurationEditException">It cannot be done.</exception>
    /// <exception cref="InvalidConfigurationException">It would break the configuration.</exception>
    /// <exception cref="IOException">The disk does not let it be written; the old file stands.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written; it stands as it is.</exception>
    public ConfigurationChange Change(string? baseHash, Func<ObjectNode?, ObjectNode> change, bool isWhole = false)
    {
        var before = current();
        if (before.Refused is { Problems: [var refused, ..] } && !isWhole)
        {
            throw new ConfigurationEditException("", $"the configuration file is not valid, and the one before it is in force; correct it, or replace it as a whole with config.set: {refused}");
        }

        var onDisk = before.Refused?.Loaded ?? before;
        var shown = before.Document as ObjectNode;
        var wanted = change(shown);
        if (before.Refused is null && shown is not null && Redaction.IsSame(wanted, shown, isSecret: false))
        {
            return new ConfigurationChange(before, [], IsNoop: true);
        }

        if (onDisk.FileExists && baseHash is null)
        {
            throw new ConfigurationEditException("", "config base hash required; re-run config.get and retry");
        }

        if (onDisk.FileExists && baseHash != HashOf(before))
        {
            throw new ConfigurationEditException("", "config changed since last load; re-run config.get and retry");
        }

        if (before.Environment.GetValueOrDefault("OPENCLAW_NIX_MODE") == "1")
        {
            throw new ConfigurationEditException("", "the configuration is managed by Nix (OPENCLAW_NIX_MODE=1); change it there");
        }

        var text = DocumentEditor.Edit(before.Source, shown, wanted);
        if (before.Refused is null && text == before.Source?.Text)
        {
            return new ConfigurationChange(before, [], IsNoop: true);
        }

        var stamped = Stamp(text);
        var after = load(stamped);
        Check(before, after, wanted, text);
        if (onDisk.FileExists && File.ReadAllText(before.Path).TrimStart('\uFEFF') != onDisk.Source?.Text)
        {
            throw new ConfigurationEditException("", "config changed since last load; re-run config.get and retry");
        }

        ConfigurationFileWriter.Replace(before.Path, stamped);
        written();
        return new ConfigurationChange(after, ChangedKeys(shown, after.Document as ObjectNode), IsNoop: false);
    }

    private void Check(LoadedConfiguration before, LoadedConfiguration after, ObjectNode wanted, string text)
    {
        var known = before.Issues.Where(static issue => issue.Severity >= IssueSeverity.Error).Select(static issue => (issue.Path, issue.Message)).ToHashSet();
        var broken = after.Issues.Where(issue => issue.Severity >= IssueSeverity.Error && !known.Contains((issue.Path, issue.Message))).ToImmutableArray();
        if (!broken.IsEmpty)
        {
            throw new InvalidConfigurationException(broken);
        }

        if (problems(after) is [var problem, ..] && problems(before).Count == 0)
        {
            throw new ConfigurationEditException("", $"invalid config: {problem}");
        }

        // Someone who sends half of what there was has most likely lost the rest on the way.
        var isHalved = before.Source is { Text.Length: >= SuspiciousFrom } source && text.Length < source.Text.Length / 2;
        var hasLostMode = (before.Document as ObjectNode)?["gateway"] is ObjectNode { } gateway && gateway["mode"] is not null && (wanted["gateway"] as ObjectNode)?["mode"] is null;
        if (isHalved || hasLostMode)
        {
            var kept = ConfigurationFileWriter.KeepRejected(before.Path, text, time.GetUtcNow());
            throw new ConfigurationEditException("", $"the change {(hasLostMode ? "drops gateway.mode" : "removes more than half of the file")} and was not made; it is kept as {kept}");
        }
    }

    /// <summary>Notes in the file who wrote it last, as the original does.</summary>
    private string Stamp(string text)
    {
        var source = new SourceText("", text);
        if (!Json5Reader.TryRead(source, out var node, out _) || node is not ObjectNode root)
        {
            return text;
        }

        var position = root.Position;
        var meta = new ObjectNode(position,
        [
            new ConfigMember("meta", position, new ObjectNode(position,
            [
                new ConfigMember("lastTouchedVersion", position, new StringNode(position, version)),
                new ConfigMember("lastTouchedAt", position, new StringNode(position, time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture))),
            ])),
        ]);
        return DocumentEditor.Edit(source, null, (ObjectNode)MergePatch.Apply(root, meta, []));
    }

    /// <summary>The changed keys, two levels deep: enough to tell what counts at once.</summary>
    private static ImmutableArray<string> ChangedKeys(ObjectNode? before, ObjectNode? after)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        foreach (var name in Names(before, after).Where(static name => name != "meta"))
        {
            var (old, now) = (before?[name], after?[name]);
            if (old is not null && now is not null && Redaction.IsSame(now, old, isSecret: false))
            {
                continue;
            }

            if (old is ObjectNode a && now is ObjectNode b)
            {
                keys.AddRange(Names(a, b)
                    .Where(inner => a[inner] is not { } x || b[inner] is not { } y || !Redaction.IsSame(y, x, isSecret: false))
                    .Select(inner => $"{name}.{inner}"));
            }
            else
            {
                keys.Add(name);
            }
        }

        return keys.ToImmutable();
    }

    private static IEnumerable<string> Names(ObjectNode? a, ObjectNode? b) =>
        (a?.Members ?? []).Concat(b?.Members ?? []).Select(static member => member.Name).Distinct();
}

/// <summary>What a change came to.</summary>
/// <param name="Loaded">The configuration from now on.</param>
/// <param name="Keys">The keys that changed, such as <c>gateway.auth</c>.</param>
/// <param name="IsNoop">Whether nothing had to change.</param>
public sealed record ConfigurationChange(LoadedConfiguration Loaded, ImmutableArray<string> Keys, bool IsNoop);

/// <summary>A change that would break the configuration.</summary>
/// <param name="issues">What would be wrong that is not wrong now.</param>
public sealed class InvalidConfigurationException(ImmutableArray<ConfigurationIssue> issues)
    : Exception($"invalid config: {issues[0].Path}: {issues[0].Message}")
{
    /// <summary>What would be wrong.</summary>
    public ImmutableArray<ConfigurationIssue> Issues { get; } = issues;
}
