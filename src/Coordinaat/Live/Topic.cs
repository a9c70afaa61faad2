using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Live;

/// <summary>What one kind of screen shows, as rows that can change one by one.</summary>
/// <remarks>A page draws all rows; the stream draws those that a change touches.</remarks>
public abstract class Topic
{
    /// <summary>The name in the stream's address; the same name shows the same rows.</summary>
    public abstract string Name { get; }

    /// <summary>Whether somebody may see this topic. Asked again at every frame, once for all who
    /// have the same roles and audience: nothing else of the actor may decide it.</summary>
    public abstract bool MayBeSeenBy(World world, Actor actor);

    /// <summary>Everybody with the same audience sees the same rows: drawn once for all.</summary>
    public abstract string AudienceOf(World world, Actor actor);

    /// <summary>All rows that are there, in any order.</summary>
    public abstract IEnumerable<Row> All(View view, Actor actor);

    /// <summary>The rows that a change may have touched, gone ones included.</summary>
    public abstract IEnumerable<Row> Touched(View view, Actor actor, StreamKey change);

    /// <summary>The topic with a name, or null when there is none.</summary>
    public static Topic? Find(string name)
    {
        var parts = name.Split(':');
        return parts switch
        {
            ["desk"] => new Handover.DeskTopic(),
            ["dossier", var n] when int.TryParse(n, out var id) =>
                new Handover.DossierTopic(new CareRequestId(id)),
            ["requests"] => new Handover.RequestsTopic(),
            ["board", var careType, var subregion] =>
                new Capacity.BoardTopic(careType, subregion, Capacity.BoardScope.Region),
            ["board", var careType, var subregion, var scope] =>
                new Capacity.BoardTopic(
                    careType, subregion, Capacity.BoardScope.Parse(scope)),
            ["map"] => new Capacity.MapTopic(),
            ["own-capacity"] => new Capacity.OwnCapacityTopic(),
            ["reminders"] => new Capacity.RemindersTopic(),
            ["alarms"] => new Capacity.AlarmsTopic(),
            ["inbox"] => new Placement.InboxTopic(),
            ["visits"] => new Visits.VisitsTopic(),
            ["consultations"] => new Consulting.ConsultationsTopic(),
            ["waiting-list"] => new Placement.WaitingListTopic(),
            ["dispatch"] => new Access.DispatchTopic(),
            ["demand"] => new Handover.DemandTopic(),
            ["agreements"] => new Agreements.AgreementsTopic(),
            ["telephone"] => new Telephone.TelephoneTopic(),
            ["phone-pressure"] => new Telephone.PhonePressureTopic(),
            ["shares"] => new Agreements.SharesTopic(),
            _ => null,
        };
    }
}
