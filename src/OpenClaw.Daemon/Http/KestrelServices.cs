using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Daemon.WebSockets;

namespace OpenClaw.Daemon.Http;

/// <summary>Makes a Kestrel as its own registration does, without the web host that the registration is written for.</summary>
/// <remarks>
/// The host's configuration files, routing and start-up filters are of no use here, and they are a fifth of the start. But only the registration gives the server the
/// memory that it is meant to have: blocks that are pinned for good, shared by all connections and given back when they are idle. A server that is made by its constructor
/// rents from the pool of arrays, which a burst to some hundred sockets empties.
/// </remarks>
internal static class KestrelServices
{
    /// <summary>Makes the services; the server is their <c>IServer</c>, and ends with them.</summary>
    /// <param name="configure">Sets addresses and limits.</param>
    /// <param name="logs">Makes its logger.</param>
    public static ServiceProvider Build(Action<KestrelServerOptions> configure, ILoggerFactory logs)
    {
        var services = new ServiceCollection();
        services.AddSingleton(logs);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<DiagnosticSource>(new DiagnosticListener("OpenClaw.Daemon"));
        services.AddSingleton<IMeterFactory, Meters>();
        new Registration(services).UseKestrelCore();
        services.Configure(configure);
        return services.BuildServiceProvider();
    }

    /// <summary>What the server makes of each connection: HTTP/1.1, which may be upgraded.</summary>
    public static void Serve(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(UpgradableTransport.Insert);
    }

    /// <summary>As much of a host's builder as a registration needs: the collection of services.</summary>
    private sealed class Registration(IServiceCollection services) : IWebHostBuilder
    {
        public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
        {
            configureServices(services);
            return this;
        }

        public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
        {
            configureServices(new WebHostBuilderContext(), services);
            return this;
        }

        public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => this;

        public string? GetSetting(string key) => null;

        public IWebHostBuilder UseSetting(string key, string? value) => this;

#pragma warning disable ASPDEPR008 // A member of the interface; there is no host to build.
        public IWebHost Build() => throw new NotSupportedException();
#pragma warning restore ASPDEPR008
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
