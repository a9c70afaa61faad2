namespace Coordinaat.Simulation;
