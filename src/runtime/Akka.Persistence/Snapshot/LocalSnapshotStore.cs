using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Serialization;

namespace Akka.Persistence.Snapshot;

/// <summary>Keeps each snapshot in a file of a local folder (<c>akka.persistence.snapshot-store.local.dir</c>).</summary>
/// <remarks>
/// A file is <c>snapshot-{escaped persistence id}-{sequence number}-{ticks}</c>: serializer id, manifest, bytes. It is written under
/// another name and renamed, so that a crash leaves no half snapshot. A broken file is passed over for an older one.
/// </remarks>
public class LocalSnapshotStore : SnapshotStore
{
    private const string Prefix = "snapshot-";

    private readonly DirectoryInfo _directory;
    private readonly int _maxLoadAttempts;
    private readonly ILoggingAdapter _log;
    private readonly HashSet<SnapshotMetadata> _saving = [];   // not yet whole: neither loaded nor deleted by criteria
    private readonly Akka.Serialization.Serialization _serialization;

    /// <summary>Reads the plug-in's section.</summary>
    public LocalSnapshotStore(Config config)
    {
        _directory = new DirectoryInfo(config.GetString("dir") ?? "snapshots");
        _maxLoadAttempts = Math.Max(1, config.GetInt("max-load-attempts", 3));
        _log = Context.GetLogger();
        _serialization = Context.System.Serialization;
    }

    /// <summary>Reads the default section.</summary>
    public LocalSnapshotStore() : this(Context.System.Settings.Config.GetConfig("akka.persistence.snapshot-store.local") ?? ConfigurationFactory.Empty)
    {
    }

    /// <inheritdoc />
    protected override void PreStart()
    {
        _directory.Create();
        base.PreStart();
    }

    /// <inheritdoc />
    protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Task.Run(() =>
    {
        // The newest may be broken: try older ones before giving up.
        var newest = Find(persistenceId, criteria).OrderByDescending(metadata => metadata.SequenceNr).ThenByDescending(metadata => metadata.Timestamp).Take(_maxLoadAttempts).ToArray();
        for (var i = 0; i < newest.Length; i++)
        {
            try
            {
                using var file = GetSnapshotFileForWrite(newest[i]).OpenRead();
                return new SelectedSnapshot(newest[i], Deserialize(file));
            }
            catch (Exception e)
            {
                var remaining = newest.Length - i - 1;
                _log.Error(e, "Error loading snapshot [{0}], remaining attempts: [{1}]", newest[i], remaining);
                if (remaining == 0) throw;
            }
        }

        return null;
    });

    /// <inheritdoc />
    protected override async Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        lock (_saving) _saving.Add(metadata);
        try
        {
            await Task.Run(() => Save(metadata, snapshot)).ConfigureAwait(false);
        }
        finally
        {
            lock (_saving) _saving.Remove(metadata);
        }
    }

    /// <inheritdoc />
    protected override Task DeleteAsync(SnapshotMetadata metadata) => Task.Run(() =>
    {
        foreach (var found in Find(metadata.PersistenceId, new SnapshotSelectionCriteria(metadata.SequenceNr, DateTime.MaxValue, metadata.SequenceNr)))
        {
            // Without a time, any file of the number is meant.
            if (metadata.Timestamp == DateTime.MinValue || metadata.Timestamp == found.Timestamp) GetSnapshotFileForWrite(found).Delete();
        }
    });

    /// <inheritdoc />
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Task.Run(() =>
    {
        foreach (var metadata in Find(persistenceId, criteria)) GetSnapshotFileForWrite(metadata).Delete();
    });

    /// <summary>Writes one snapshot. Runs outside the actor.</summary>
    protected virtual void Save(SnapshotMetadata metadata, object payload)
    {
        var temporary = WithOutputStream(metadata, stream => Serialize(stream, payload));
        temporary.MoveTo(GetSnapshotFileForWrite(metadata).FullName, overwrite: true);
    }

    /// <summary>Writes the unfinished file of a snapshot, to be renamed to <see cref="GetSnapshotFileForWrite"/>.</summary>
    protected FileInfo WithOutputStream(SnapshotMetadata metadata, Action<Stream> p)
    {
        var temporary = GetSnapshotFileForWrite(metadata, ".tmp");
        using var stream = temporary.Create();
        p(stream);
        return temporary;
    }

    /// <summary>Writes serializer id, manifest and bytes.</summary>
    protected void Serialize(Stream stream, object payload)
    {
        var serializer = _serialization.FindSerializerFor(payload);
        using var writer = new BinaryWriter(stream);
        var bytes = serializer.ToBinary(payload);
        writer.Write(serializer.Identifier);
        writer.Write(Akka.Serialization.Serialization.ManifestFor(serializer, payload));
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private object Deserialize(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        var serializer = reader.ReadInt32();
        var manifest = reader.ReadString();
        var length = reader.ReadInt32();
        if (length < 0 || length > stream.Length - stream.Position) throw new InvalidDataException($"A snapshot of {length} bytes in a file with {stream.Length - stream.Position} left.");
        return _serialization.Deserialize(reader.ReadBytes(length), serializer, manifest);
    }

    /// <summary>The file of a snapshot.</summary>
    protected FileInfo GetSnapshotFileForWrite(SnapshotMetadata metadata, string extension = "") =>
        new(Path.Combine(_directory.FullName, $"{Prefix}{Uri.EscapeDataString(metadata.PersistenceId)}-{metadata.SequenceNr}-{metadata.Timestamp.Ticks}{extension}"));

    private SnapshotMetadata[] Find(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        if (!Directory.Exists(_directory.FullName)) return [];
        var mine = $"{Prefix}{Uri.EscapeDataString(persistenceId)}-";
        HashSet<SnapshotMetadata> saving;
        lock (_saving) saving = [.. _saving];
        return [.. _directory.EnumerateFiles()
            .Where(file => file.Name.StartsWith(mine, StringComparison.Ordinal))
            .Select(file => Parse(persistenceId, file.Name.AsSpan(mine.Length)))
            .OfType<SnapshotMetadata>()
            .Where(metadata => criteria.IsMatch(metadata) && !saving.Contains(metadata))];
    }

    // "{number}-{ticks}"; anything else belongs to an id of which this one is the beginning, or is unfinished.
    private static SnapshotMetadata? Parse(string persistenceId, ReadOnlySpan<char> rest)
    {
        var dash = rest.IndexOf('-');
        return dash > 0 && long.TryParse(rest[..dash], out var sequenceNr) && long.TryParse(rest[(dash + 1)..], out var ticks)
            && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new SnapshotMetadata(persistenceId, sequenceNr, new DateTime(ticks, DateTimeKind.Utc))
            : null;
    }
}
