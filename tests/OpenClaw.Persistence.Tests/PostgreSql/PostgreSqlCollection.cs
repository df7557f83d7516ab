using OpenClaw.TestSupport;

namespace OpenClaw.Persistence.Tests.PostgreSql;

/// <summary>The server that tests share, started once a test run.</summary>
[CollectionDefinition(nameof(PostgreSqlServer))]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlServer>;
