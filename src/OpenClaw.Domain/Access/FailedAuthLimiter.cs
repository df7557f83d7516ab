using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace OpenClaw.Domain.Access;

/// <summary>What kind of credential failed; each kind is counted apart.</summary>
public enum CredentialClass
{
    /// <summary>The gateway's token or password.</summary>
    SharedSecret,

    /// <summary>The token of a paired device.</summary>
    DeviceToken,
}

/// <summary>When wrong credentials lead to a lockout.</summary>
/// <param name="MaxFailures">Failures within <paramref name="Window"/> that lock out.</param>
/// <param name="Window">How far back failures count.</param>
/// <param name="Lockout">How long the lockout lasts, from the failure that caused it.</param>
/// <param name="ExemptLoopback">Whether a direct loopback client without an Origin is never counted.</param>
/// <param name="MaxSources">How many sources are remembered; the longest quiet one is forgotten first.</param>
public sealed record FailedAuthLimits(int MaxFailures, TimeSpan Window, TimeSpan Lockout, bool ExemptLoopback, int MaxSources)
{
    /// <summary>10 in 60 s lock out for 300 s; loopback exempt; 10,000 sources.</summary>
    public static readonly FailedAuthLimits Default = new(10, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(300), true, 10_000);
}

/// <summary>
/// Counts wrong credentials by source, credential class and credential, and says who has to wait.
/// </summary>
/// <remarks>
/// A source is an address (an IPv6 one by its /64), or, for browsers on loopback, the origin. What counts towards locking out a source is the
/// number of <em>different</em> wrong credentials: that is what guessing needs. One client that keeps sending the same stale credential
/// learns nothing by it, so it locks out that credential only and not the good client behind the same address. Immutable.
/// </remarks>
public sealed class FailedAuthLimiter
{
    /// <summary>Nobody has failed.</summary>
    public static readonly FailedAuthLimiter Empty = new(ImmutableDictionary<SourceKey, Record>.Empty);

    private readonly ImmutableDictionary<SourceKey, Record> _records;

    private FailedAuthLimiter(ImmutableDictionary<SourceKey, Record> records) => _records = records;

    /// <summary>How many sources have failures on record.</summary>
    public int Count => _records.Count;

    /// <summary>How long this credential from this peer has to wait; null when it may be tried.</summary>
    public TimeSpan? RetryAfter(ConnectPeer peer, CredentialClass kind, SecretDigest? credential, AccessPolicy policy, DateTimeOffset now)
    {
        if (_records.IsEmpty || SourceOf(peer, kind, policy) is not { } source || !_records.TryGetValue(source, out var record))
        {
            return null;
        }

        if (record.LockedUntil > now)
        {
            return record.LockedUntil - now;
        }

        return credential is not null && record.Failures.TryGetValue(credential, out var failure) && failure.LockedUntil > now
            ? failure.LockedUntil - now
            : null;
    }

    /// <summary>Remembers a wrong credential. A missing one is no failure and must not be recorded.</summary>
    public FailedAuthLimiter WithFailure(ConnectPeer peer, CredentialClass kind, SecretDigest credential, AccessPolicy policy, DateTimeOffset now)
    {
        if (SourceOf(peer, kind, policy) is not { } source)
        {
            return this;
        }

        var limits = policy.Limits;
        var failures = _records.TryGetValue(source, out var record) ? record.Failures : ImmutableDictionary<SecretDigest, Failure>.Empty;
        failures = failures.RemoveRange(failures.Where(f => f.Value.LastAt + limits.Window <= now && f.Value.LockedUntil <= now).Select(f => f.Key));

        var previous = failures.TryGetValue(credential, out var known) ? known : new Failure(0, now, now, default);
        var fresh = previous.FirstAt + limits.Window > now ? previous.Count + 1 : 1;
        var failure = new Failure(
            fresh,
            fresh == 1 ? now : previous.FirstAt,
            now,
            fresh >= limits.MaxFailures ? now + limits.Lockout : previous.LockedUntil);
        failures = failures.SetItem(credential, failure);

        var distinct = failures.Count(f => f.Value.LastAt + limits.Window > now);
        var lockedUntil = distinct >= limits.MaxFailures ? now + limits.Lockout : record?.LockedUntil ?? default;
        var records = _records.SetItem(source, new Record(failures, now, lockedUntil));
        if (records.Count > limits.MaxSources)
        {
            records = records.Remove(records.MinBy(r => r.Value.LastAt).Key);
        }

        return new FailedAuthLimiter(records);
    }

    /// <summary>Forgets a source's failures of one class after a success.</summary>
    public FailedAuthLimiter WithSuccess(ConnectPeer peer, CredentialClass kind, AccessPolicy policy)
    {
        if (_records.IsEmpty || SourceOf(peer, kind, policy) is not { } source || !_records.ContainsKey(source))
        {
            return this;
        }

        return new FailedAuthLimiter(_records.Remove(source));
    }

    private static SourceKey? SourceOf(ConnectPeer peer, CredentialClass kind, AccessPolicy policy)
    {
        var address = peer.ClientAddress(policy);
        if (!IPAddress.IsLoopback(address))
        {
            return new SourceKey(NetworkOf(address), kind);
        }

        if (!string.IsNullOrWhiteSpace(peer.Origin))
        {
            return new SourceKey("origin " + peer.Origin.Trim().ToLowerInvariant(), kind);
        }

        // A forwarded request that reaches us from loopback is somebody else's; only the direct client is exempt.
        return policy.Limits.ExemptLoopback && !peer.HasForwardingHeaders ? null : new SourceKey("loopback", kind);
    }

    private static string NetworkOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        _ = address.TryWriteBytes(bytes, out _);
        return Convert.ToHexStringLower(bytes[..8]);
    }

    private readonly record struct SourceKey(string Source, CredentialClass Kind);

    private sealed record Record(ImmutableDictionary<SecretDigest, Failure> Failures, DateTimeOffset LastAt, DateTimeOffset LockedUntil);

    private readonly record struct Failure(int Count, DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset LockedUntil);
}
