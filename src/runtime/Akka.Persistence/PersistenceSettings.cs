using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>The settings under <c>akka.persistence</c>.</summary>
public sealed class PersistenceSettings : Settings
{
    /// <summary>Reads <c>akka.persistence</c> of a configuration.</summary>
    public PersistenceSettings(ActorSystem system, Config config) : base(system, config)
    {
        Internal = new InternalSettings(config);
        AtLeastOnceDelivery = new AtLeastOnceDeliverySettings(config);
    }

    /// <summary>Switches for tests.</summary>
    public InternalSettings Internal { get; }

    /// <summary>Defaults of at-least-once delivery.</summary>
    public AtLeastOnceDeliverySettings AtLeastOnceDelivery { get; }

    /// <summary>Switches for tests.</summary>
    public sealed class InternalSettings(Config config)
    {
        /// <summary>Plug-ins publish the commands that they carry out to the event stream.</summary>
        public bool PublishPluginCommands { get; } = config.GetBoolean("akka.persistence.publish-plugin-commands");
    }

    /// <summary>How often, how many and how long messages are delivered again.</summary>
    public sealed class AtLeastOnceDeliverySettings
    {
        /// <summary>Reads <c>akka.persistence.at-least-once-delivery</c>.</summary>
        public AtLeastOnceDeliverySettings(Config config)
            : this(
                config.GetTimeSpan("akka.persistence.at-least-once-delivery.redeliver-interval", TimeSpan.FromSeconds(5)),
                config.GetInt("akka.persistence.at-least-once-delivery.redelivery-burst-limit", 10_000),
                config.GetInt("akka.persistence.at-least-once-delivery.warn-after-number-of-unconfirmed-attempts", 5),
                config.GetInt("akka.persistence.at-least-once-delivery.max-unconfirmed-messages", 100_000))
        {
        }

        /// <inheritdoc cref="AtLeastOnceDeliverySettings"/>
        public AtLeastOnceDeliverySettings(TimeSpan redeliverInterval, int redeliveryBurstLimit, int warnAfterNumberOfUnconfirmedAttempts, int maxUnconfirmedMessages)
        {
            RedeliverInterval = redeliverInterval;
            RedeliveryBurstLimit = redeliveryBurstLimit;
            WarnAfterNumberOfUnconfirmedAttempts = warnAfterNumberOfUnconfirmedAttempts;
            MaxUnconfirmedMessages = maxUnconfirmedMessages;
        }

        /// <summary>An unconfirmed message is sent again after this long.</summary>
        public TimeSpan RedeliverInterval { get; }

        /// <summary>At most so many are sent again at once.</summary>
        public int RedeliveryBurstLimit { get; }

        /// <summary>After so many attempts the actor is sent an <see cref="UnconfirmedWarning"/>.</summary>
        public int WarnAfterNumberOfUnconfirmedAttempts { get; }

        /// <summary>More unconfirmed messages than this are refused.</summary>
        public int MaxUnconfirmedMessages { get; }

        /// <summary>A copy with another interval.</summary>
        public AtLeastOnceDeliverySettings WithRedeliverInterval(TimeSpan redeliverInterval) =>
            new(redeliverInterval, RedeliveryBurstLimit, WarnAfterNumberOfUnconfirmedAttempts, MaxUnconfirmedMessages);

        /// <summary>A copy with another limit.</summary>
        public AtLeastOnceDeliverySettings WithMaxUnconfirmedMessages(int maxUnconfirmedMessages) =>
            new(RedeliverInterval, RedeliveryBurstLimit, WarnAfterNumberOfUnconfirmedAttempts, maxUnconfirmedMessages);

        /// <summary>A copy with another limit.</summary>
        public AtLeastOnceDeliverySettings WithRedeliveryBurstLimit(int redeliveryBurstLimit) =>
            new(RedeliverInterval, redeliveryBurstLimit, WarnAfterNumberOfUnconfirmedAttempts, MaxUnconfirmedMessages);

        /// <summary>A copy with another number of attempts.</summary>
        public AtLeastOnceDeliverySettings WithUnconfirmedAttemptsToWarn(int unconfirmedAttemptsToWarn) =>
            new(RedeliverInterval, RedeliveryBurstLimit, unconfirmedAttemptsToWarn, MaxUnconfirmedMessages);
    }
}
