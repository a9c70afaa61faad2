namespace Coordinaat.Exchange;
