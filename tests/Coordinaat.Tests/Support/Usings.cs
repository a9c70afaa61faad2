// The namespace Coordinaat.Tests.Engine would hide the class.
global using EngineItself = Coordinaat.Engine.Engine;
global using Xunit;
