using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Coordinaat.Security;

/// <summary>Keeps the keys of cookies in the journal's file, sealed under the master key.</summary>
internal sealed class ProtectionRepository(Engine.Engine engine) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. engine.Protection.ReadAll().Select(text => XElement.Parse(text))];

    // The framework knows no other way than to wait here; it happens once in ninety days.
    public void StoreElement(XElement element, string friendlyName) =>
        engine.Protection.StoreAsync(friendlyName, element.ToString()).GetAwaiter().GetResult();
}
