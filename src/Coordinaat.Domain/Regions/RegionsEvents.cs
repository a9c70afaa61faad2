using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>A change of the norms or the regions.</summary>
public abstract record RegionsEvent : Event
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.Region, 0);
}

/// <summary>A kind of care is defined, or defined anew.</summary>
[Stored("care-type-defined", 1)]
public sealed record CareTypeDefined(CareType CareType) : RegionsEvent;

/// <summary>An urgency is defined, or defined anew.</summary>
[Stored("urgency-defined", 1)]
public sealed record UrgencyDefined(Urgency Urgency) : RegionsEvent;

/// <summary>A way to travel is defined, or defined anew.</summary>
[Stored("transport-kind-defined", 1)]
public sealed record TransportKindDefined(TransportKind Kind) : RegionsEvent;

/// <summary>A term is defined, or defined anew.</summary>
[Stored("term-defined", 1, Level = 2)]
public sealed record TermDefined(Term Term) : RegionsEvent;

/// <summary>A code of a list is defined, or defined anew.</summary>
[Stored("code-defined", 1)]
public sealed record CodeDefined(CodeEntry Entry) : RegionsEvent;

/// <summary>A region is defined, or defined anew.</summary>
[Stored("region-defined", 1)]
public sealed record RegionDefined(Region Region) : RegionsEvent;

/// <summary>A subregion is defined, or defined anew.</summary>
[Stored("subregion-defined", 1)]
public sealed record SubregionDefined(Subregion Subregion) : RegionsEvent;

/// <summary>An organisation is defined, or defined anew.</summary>
[Stored("organisation-defined", 1)]
public sealed record OrganisationDefined(Organisation Organisation) : RegionsEvent;

/// <summary>A location is defined, or defined anew.</summary>
[Stored("location-defined", 1)]
public sealed record LocationDefined(Location Location) : RegionsEvent;

/// <summary>A care unit is defined, or defined anew, with the pool it draws on.</summary>
[Stored("unit-defined", 1)]
public sealed record UnitDefined(CareUnit Unit, string PoolCode) : RegionsEvent;

/// <summary>A cell of a partner's file is defined, or defined anew.</summary>
[Stored("exchange-mapping-defined", 1, Level = 2)]
public sealed record ExchangeMappingDefined(ExchangeMapping Mapping) : RegionsEvent;

/// <summary>An organisation has a key for its emergency list, or another one, or none.</summary>
[Stored("site-key-defined", 1, Level = 2)]
public sealed record SiteKeyDefined(SiteKey Key) : RegionsEvent;

/// <summary>A contact of a location is defined, or defined anew.</summary>
[Stored("contact-defined", 1, Level = 2)]
public sealed record ContactDefined(Contact Contact) : RegionsEvent;

/// <summary>What a location has is defined, or defined anew.</summary>
[Stored("facility-defined", 1, Level = 2)]
public sealed record FacilityDefined(Facility Facility) : RegionsEvent;

/// <summary>An organisation chose what it shares with whom.</summary>
[Stored("sharing-set", 1, Level = 2)]
public sealed record SharingSet(OrganisationId Organisation, Sharing Sharing) : RegionsEvent
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.Organisation, Organisation.Value);
}

/// <summary>A postcode is defined, or defined anew.</summary>
[Stored("postcode-defined", 1)]
public sealed record PostcodeDefined(PostcodeArea Area) : RegionsEvent;

/// <summary>What a region agreed about one kind of stop is defined, or defined anew.</summary>
[Stored("stop-rule-defined", 1, Level = 2)]
public sealed record StopRuleDefined(StopRule Rule) : RegionsEvent;

/// <summary>Who has to be on duty for a unit is defined, or defined anew.</summary>
[Stored("duty-rule-defined", 1, Level = 2)]
public sealed record DutyRuleDefined(DutyRule Rule) : RegionsEvent;

/// <summary>How a department's crowding score is worked out is defined, or defined anew.
/// </summary>
[Stored("crowding-rule-defined", 1, Level = 2)]
public sealed record CrowdingRuleDefined(CrowdingRule Rule) : RegionsEvent;

/// <summary>What a unit can do beyond its kind of care is defined, or defined anew.</summary>
[Stored("unit-ability-defined", 1, Level = 2)]
public sealed record UnitAbilityDefined(UnitAbility Ability) : RegionsEvent;

/// <summary>How long a discipline has to answer is defined, or defined anew.</summary>
[Stored("answer-norm-defined", 1, Level = 2)]
public sealed record AnswerNormDefined(AnswerNorm Norm) : RegionsEvent;

/// <summary>Which desk covers what and when is defined, or defined anew.</summary>
[Stored("service-defined", 1, Level = 2)]
public sealed record ServiceDefined(ServiceRule Rule) : RegionsEvent;

/// <summary>A telephone line is defined, or defined anew.</summary>
[Stored("phone-line-defined", 1, Level = 2)]
public sealed record PhoneLineDefined(PhoneLine Line) : RegionsEvent;

/// <summary>What is expected of telephone lines is defined, or defined anew.</summary>
[Stored("phone-norm-defined", 1, Level = 2)]
public sealed record PhoneNormDefined(PhoneNorm Norm) : RegionsEvent;
