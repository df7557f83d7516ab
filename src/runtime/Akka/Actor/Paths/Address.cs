using System.Diagnostics.CodeAnalysis;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Protocol and system name, with host and port when the system is reachable from outside.</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, ISurrogated
{
    /// <summary>Stands for every actor system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    private readonly string _text;

    public Address(string protocol, string system, string? host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
        _text = Host is null ? $"{protocol}://{system}" : Port is null ? $"{protocol}://{system}@{Host}" : $"{protocol}://{system}@{Host}:{Port}";
    }

    public string Protocol { get; }
    public string System { get; }
    public string? Host { get; }
    public int? Port { get; }

    /// <summary>True when no other process can reach this address.</summary>
    public bool HasLocalScope => Host is null;
    public bool HasGlobalScope => Host is not null;

    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);
    public Address WithSystem(string system) => new(Protocol, system, Host, Port);
    public Address WithHost(string? host = null) => new(Protocol, System, host, Port);
    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    public override string ToString() => _text;
    public bool Equals(Address? other) => other is not null && (ReferenceEquals(this, other) || _text == other._text);
    public override bool Equals(object? obj) => Equals(obj as Address);
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);
    public int CompareTo(Address? other) => string.CompareOrdinal(_text, other?._text);
    public static bool operator ==(Address? left, Address? right) => left is null ? right is null : left.Equals(right);
    public static bool operator !=(Address? left, Address? right) => !(left == right);

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) => new AddressSurrogate { Protocol = Protocol, System = System, Host = Host, Port = Port };

    /// <summary>Stands for an address while it is serialised.</summary>
    public class AddressSurrogate : ISurrogate
    {
        public string Protocol { get; set; } = "";
        public string System { get; set; } = "";
        public string? Host { get; set; }
        public int? Port { get; set; }

        /// <inheritdoc/>
        public ISurrogated FromSurrogate(ActorSystem system) => new Address(Protocol, System, Host, Port);
    }

    /// <summary>Reads <c>protocol://system[@host:port]</c>.</summary>
    /// <exception cref="UriFormatException">The text has another form.</exception>
    public static Address Parse(string address) =>
        TryParse(address, out var result) ? result : throw new UriFormatException($"Cannot parse \"{address}\" as an address.");

    public static bool TryParse(string? address, [NotNullWhen(true)] out Address? result)
    {
        result = null;
        if (address is null) return false;
        var protocolEnd = address.IndexOf("://", StringComparison.Ordinal);
        if (protocolEnd <= 0) return false;
        var rest = address.AsSpan(protocolEnd + 3);
        var slash = rest.IndexOf('/');
        if (slash >= 0) rest = rest[..slash];
        if (rest.IsEmpty) return false;

        var at = rest.IndexOf('@');
        if (at < 0)
        {
            result = new Address(address[..protocolEnd], rest.ToString());
            return true;
        }

        var hostAndPort = rest[(at + 1)..];
        var colon = hostAndPort.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(hostAndPort[(colon + 1)..], out var port) || port is < 0 or > 65535) return false;
        result = new Address(address[..protocolEnd], rest[..at].ToString(), hostAndPort[..colon].ToString(), port);
        return true;
    }
}
