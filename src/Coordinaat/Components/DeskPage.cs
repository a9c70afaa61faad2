using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Http;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace Coordinaat.Components;

/// <summary>What every page has: the caller, and one view of one world.</summary>
public abstract class DeskPage : ComponentBase
{
    private View? view;

    [Inject]
    public required Engine.Engine Engine { get; init; }

    [Inject]
    public required StaffNames Staff { get; init; }

    [Inject]
    public required Feeds.FeedsHeard Heard { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    protected Caller? FoundCaller => Http?.FindCaller();

    protected Caller Caller => Http!.Caller();

    protected Actor Actor => Caller.Actor;

    protected View View => view ??= new View(
        Engine.World, Engine.Now, Http?.Language() ?? Language.Dutch, Staff)
    {
        FeedCounts = Heard.Counts,
    };

    protected World World => View.World;

    protected Instant Now => View.Now;

    protected string T(string nl, string en) => View.T(nl, en);

    /// <summary>A new id for a form: the same form sent twice is one request.</summary>
    protected static Guid NewId() => Coordinaat.Engine.Ids.New();
}
