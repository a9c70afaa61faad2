using System.Data.Common;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine;
using Coordinaat.Engine.Feeds;
using Coordinaat.Exchange.Hl7;
using NodaTime;

namespace Coordinaat.Feeds;

/// <summary>A message as it was read: what it says, or why it cannot be used.</summary>
/// <param name="Received">The message, or its header alone; null when not even that reads.</param>
/// <param name="Feed">The feed's code; empty when nobody knows the sender.</param>
/// <param name="Fault">Why it cannot be used; null when it can.</param>
/// <param name="Place">The place that the map does not have; empty where it is not about that.
/// </param>
/// <param name="Statement">What it says; null when it cannot be used.</param>
internal sealed record Reading(
    Hl7Message? Received, string Feed, MessageFault? Fault, string Place, FeedMessage? Statement)
{
    /// <summary>Reads a frame.</summary>
    public static Reading Of(
        MllpFrame frame, RegionsState regions, Instant receivedAt, Instant now)
    {
        var isWhole = Hl7Message.Parse(frame.Content).TryGet(out var message, out var fault);
        message ??= Hl7Message.FindHeader(frame.Content);
        var feed = message is null
            ? null
            : regions.FindFeed(message.Header.Text(3), message.Header.Text(4));
        MessageFault? wrong = frame.End switch
        {
            FrameEnd.TooLarge => MessageFault.TooLarge,
            FrameEnd.Cut => MessageFault.Truncated,
            FrameEnd.Whole when !isWhole => fault,
            FrameEnd.Whole => feed is null ? MessageFault.SenderUnknown : null,
        };
        return wrong is null
            ? Of(message!, feed!.Code, regions, receivedAt, now)
            : new Reading(message, feed?.Code ?? "", wrong, "", null);
    }

    private static Reading Of(
        Hl7Message message, string feed, RegionsState regions, Instant receivedAt, Instant now)
    {
        if (!Adt.Read(message, receivedAt, now).TryGet(out var adt, out var fault))
        {
            return new Reading(message, feed, fault, "", null);
        }

        // Where somebody left from need not be known. What the map does not have is not kept: it
        // may be anything that slipped into the wrong field.
        WardPlace? Known(WardPlace? place) =>
            place is { } told && regions.FindPlace(feed, told) is not null ? told : null;
        var movement = adt.Movement;
        return movement is { Place: { } told } && NeedsPlace(movement.Kind) && Known(told) is null
            ? new Reading(message, feed, MessageFault.PlaceUnknown, told.ToString(), null)
            : new Reading(message, feed, null, "", new FeedMessage(
                feed, receivedAt, adt.Sent, adt.Visit, adt.MergedVisit,
                movement is null ? null : movement with
                {
                    Place = Known(movement.Place), Prior = Known(movement.Prior),
                }));
    }

    private static bool NeedsPlace(MovementKind kind) => kind is not (
        MovementKind.Left or MovementKind.AdmissionCancelled or MovementKind.WithoutBed);
}

/// <summary>Takes what feeds send: reads it, stores it, and only then answers.</summary>
internal sealed class FeedDesk(Engine.Engine engine, ILogger<FeedDesk> log)
{
    /// <summary>Takes a frame.</summary>
    /// <returns>The acknowledgement; what it says is stored.</returns>
    public byte[] Answer(MllpFrame frame)
    {
        var now = engine.Now;
        var reading = Reading.Of(frame, engine.World.Regions, now, now);
        var (fault, outcome) = Settle(reading, frame, now);
        engine.Meters.FeedMessage(outcome);
        return Hl7Ack.Write(reading.Received, fault, now, Ids.New().ToString("N")[^20..]);
    }

    /// <summary>Takes a message of the list once more.</summary>
    /// <returns>Why it still cannot be used; null when it is used, and gone from the list.
    /// </returns>
    /// <exception cref="DbException">It could not be stored.</exception>
    public MessageFault? Replay(ListedMessage listed, byte[] raw)
    {
        // What was cut off stays so, however well its beginning reads.
        var end = listed.Fault == MessageFault.Truncated ? FrameEnd.Cut : FrameEnd.Whole;
        var reading = Reading.Of(
            new MllpFrame(raw, end), engine.World.Regions, listed.Received, engine.Now);
        if (reading.Statement is { } statement)
        {
            engine.Meters.FeedMessage(engine.Feeds.Take(statement));
            engine.Feeds.Remove(listed.Id);
        }
        else if ((reading.Fault, reading.Place) != (listed.Fault, listed.Place))
        {
            _ = engine.Feeds.Keep(
                listed with { Fault = reading.Fault!.Value, Place = reading.Place }, raw);
        }

        return reading.Fault;
    }

    // What the sender hears is what is so: nothing is said to be kept that is not.
    private (MessageFault? Fault, MessageOutcome Outcome) Settle(
        Reading reading, MllpFrame frame, Instant now)
    {
        try
        {
            if (reading.Statement is { } statement)
            {
                return (null, engine.Feeds.Take(statement));
            }

            var fault = reading.Fault!.Value;
            if (Hl7Ack.CodeOf(fault) == AckCode.AR)
            {
                engine.Feeds.Reject(reading.Feed, now);
                return (fault, MessageOutcome.Rejected);
            }

            var listed = new ListedMessage(default, reading.Feed, fault, reading.Place, now);
            return engine.Feeds.Keep(listed, frame.Content)
                ? (fault, MessageOutcome.Listed)
                : (MessageFault.ListFull, MessageOutcome.Rejected);
        }
        catch (DbException away)
        {
            log.LogWarning(
                Said.FeedUnstored, "A message of a feed could not be stored: {Fault}.",
                away.GetType().Name);
            return (MessageFault.Unwritable, MessageOutcome.Rejected);
        }
    }
}
